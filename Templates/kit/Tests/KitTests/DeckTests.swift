import Testing

@testable import Kit

@Test func anOutlineBecomesSlides() throws {
  let outline = try Outline(
    """
    # Bees
    Why they matter

    ## Work
    - honey
    - wax & <more>
    Note: greet the guests
    and smile
    ---
    ## A word
    > To bee or not
    Someone
    ## Text
    One.

    Two.
    """)
  #expect(outline.title == "Bees" && outline.summary == "Why they matter")
  #expect(
    outline.slides == [
      OutlineSlide(
        heading: "Work", points: ["honey", "wax & <more>"], notes: "greet the guests and smile"),
      OutlineSlide(heading: "A word", text: "Someone", quote: "To bee or not"),
      OutlineSlide(heading: "Text", text: "One.\n\nTwo."),
    ])
  let markup = outline.deck().markup
  #expect(markup.contains("<ul><li>honey</li><li>wax &amp; &lt;more&gt;</li></ul>"))
  #expect(markup.contains("<blockquote><p>To bee or not</p><cite>Someone</cite></blockquote>"))
  #expect(markup.contains("<p>One.</p><p>Two.</p>"))
  #expect(markup.contains("<p>greet the guests and smile</p></details>"))
  #expect(markup.contains("<a href=\"#s2\" aria-label=\"on\">›</a>"))
  #expect(markup.contains(" id=\"s4\"") && !markup.contains("#s5"))
}

@Test(arguments: ["", " \n\n", "---"])
func anOutlineWithoutWordsIsRefused(_ text: String) {
  #expect(throws: InputError("the outline is empty")) { try Outline(text) }
}

@Test func whatDoesNotFitGoesOn() {
  var deck = Deck("T")
  deck.slide("Many", points: (1...20).map { "point \($0)" }, notes: "n")
  deck.slide("Long", text: String(repeating: "word ", count: 300))
  deck.table("Rows", columns: ["a"], rows: (1...17).map { ["\($0)"] })
  #expect(
    deck.headings == ["Many", "Many (2)", "Many (3)"]
      + ["Long"] + (2...4).map { "Long (\($0))" } + ["Rows", "Rows (2)", "Rows (3)"])
  #expect(deck.markup.components(separatedByText: "class=\"notes\"") == 2)
}

@Test func aDeckHasOneScriptAndAllowsItAlone() {
  let markup = Deck("A", summary: "<script>").markup
  #expect(markup.contains("script-src 'sha256-\(Deck.scriptHash)'\""))
  #expect(markup.components(separatedByText: "<script>") == 2)
  #expect(markup.contains("<script>\(Deck.script)</script>"))
}

@Test func picturesSayWhatTheyShowAndMoveOnlyForThoseWhoLikeIt() {
  var picture = Picture("A < B", about: "two boxes", width: 200, height: 100)
  picture.box("one & two", x: 10, y: 10, width: 80, height: 40, .appears(after: 0.5))
  picture.arrow(from: (10, 10), to: (10, 10))
  picture.arrow(from: (10, 60), to: (90, 60), .draws(after: 1, seconds: 2))
  picture.line([(0, .nan), (5, 5)], colour: 7)
  picture.text("a b c d e f", x: 5, y: 80, size: 10, width: 20)
  let markup = picture.markup
  #expect(markup.contains("<title>A &lt; B</title>\n<desc>two boxes</desc>"))
  #expect(markup.contains("viewBox=\"0 0 200 100\""))
  #expect(markup.contains("<g class=\"appears\" style=\"--after:0.5s\">"))
  #expect(markup.contains("<g class=\"draws\" style=\"--after:1s;--long:2s\">"))
  #expect(markup.contains("class=\"line l1\" points=\"0,0 5,5\""))
  #expect(!markup.contains("nan"))
  #expect(markup.components(separatedByText: "<tspan") == 1 + 1 + 3)
  // Every animation stands behind the question whether motion is welcome.
  let quiet = markup.components(before: "@media(prefers-reduced-motion:no-preference)")
  #expect(!quiet.contains("animation"))
}

extension String {
  /// How many parts there are between the places where `text` stands.
  fileprivate func components(separatedByText text: String) -> Int { ranges(of: text).count + 1 }

  fileprivate func components(before text: String) -> Substring {
    firstRange(of: text).map { self[..<$0.lowerBound] } ?? self[...]
  }
}
