/// A slide as an outline has it.
public struct OutlineSlide: Sendable, Equatable {
  public var heading: String
  public var text = ""
  public var points: [String] = []
  public var quote = ""
  public var notes = ""
}

/// Slides as people write them down.
///
/// `# Title` and a few words below are the first slide; `## Heading` (or another `#`) begins the next ones;
/// `- ` is a point, `> ` a quote, `Note:` says what only the speaker reads; a line `---` is left out.
public struct Outline: Sendable, Equatable {
  public var title = ""
  public var summary = ""
  public var slides: [OutlineSlide] = []

  /// - Throws: `InputError` where there are no words.
  public init(_ text: String) throws(InputError) {
    var isInNotes = false
    func joined(_ one: String, _ other: String, _ sign: String = " ") -> String {
      one.isEmpty ? other : one + sign + other
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = String(line.drop(while: \.isWhitespace))
      if line.allSatisfy({ $0.isWhitespace || $0 == "-" }) {
        isInNotes = false
        if let last = slides.indices.last, line.isEmpty, !slides[last].text.isEmpty {
          slides[last].text += slides[last].text.hasSuffix("\n") ? "" : "\n\n"
        }
      } else if line.hasPrefix("#") {
        let heading = line.drop { $0 == "#" || $0.isWhitespace }
        isInNotes = false
        if title.isEmpty, slides.isEmpty {
          title = String(heading)
        } else {
          slides.append(OutlineSlide(heading: String(heading)))
        }
      } else if title.isEmpty, slides.isEmpty {
        title = line
      } else if let last = slides.indices.last {
        if line.lowercased().hasPrefix("note:") || line.lowercased().hasPrefix("notes:") {
          isInNotes = true
          let said = line.drop { $0 != ":" }.dropFirst().drop(while: \.isWhitespace)
          slides[last].notes = joined(slides[last].notes, String(said), "\n")
        } else if isInNotes {
          slides[last].notes = joined(slides[last].notes, line)
        } else if ["- ", "* ", "• "].contains(where: line.hasPrefix) {
          slides[last].points.append(String(line.dropFirst(2).drop(while: \.isWhitespace)))
        } else if line.hasPrefix(">") {
          let said = line.dropFirst().drop(while: \.isWhitespace)
          slides[last].quote = joined(slides[last].quote, String(said))
        } else {
          let text = slides[last].text
          slides[last].text = text.hasSuffix("\n") ? text + line : joined(text, line)
        }
      } else {
        summary = joined(summary, line)
      }
    }
    guard !title.isEmpty else { throw InputError("the outline is empty") }
  }

  /// Its slides as a deck.
  public func deck(language: String = "en") -> Deck {
    var deck = Deck(title, summary: summary, language: language)
    for slide in slides {
      if !slide.quote.isEmpty, slide.points.isEmpty {
        deck.quote(slide.heading, slide.quote, by: slide.text, notes: slide.notes)
      } else {
        let text = [slide.text, slide.quote].filter { !$0.isEmpty }.joined(separator: "\n\n")
        deck.slide(slide.heading, text: text, points: slide.points, notes: slide.notes)
      }
    }
    return deck
  }
}
