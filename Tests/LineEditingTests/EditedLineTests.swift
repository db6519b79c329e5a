import Testing

@testable import LineEditing

/// Keys do to a line what they say; a bar is the cursor.
@Suite struct EditedLineTests {
  static let cases: [(before: String, keys: [Key], after: String)] = [
    ("|", [.text("ab"), .left, .text("c")], "ac|b"),
    ("|", [.left, .backspace, .delete, .right, .wordLeft, .wordRight], "|"),
    ("ab|c", [.backspace], "a|c"),
    ("a|bc", [.delete], "a|c"),
    ("a|bc", [.endOfInput], "a|c"),
    ("one two|", [.home, .delete, .end, .text("!")], "ne two!|"),
    ("one, two|", [.wordLeft, .wordLeft], "|one, two"),
    ("|one, two", [.wordRight], "one|, two"),
    ("one-two three|", [.deleteWordLeft, .deleteWordLeft], "|"),
    ("|one-two three", [.deleteWordRight], "|-two three"),
    ("one |two", [.deleteToStart], "|two"),
    ("one |two", [.deleteToEnd], "one |"),
    ("one two|", [.deleteWordLeft, .home, .yank], "two|one "),
    // A character is what people see as one.
    ("👩‍👧e\u{301}語|", [.backspace, .backspace], "👩‍👧|"),
    ("e|", [.text("\u{301}"), .left], "|e\u{301}"),
    // Several lines.
    ("|", [.paste("a\nb"), .home, .text("x"), .newline], "a\nx\n|b"),
    ("a\nb|c\nd", [.deleteToEnd], "a\nb|\nd"),
    ("a\nb|c\nd", [.deleteToStart, .end], "a\nc|\nd"),
    // Nothing gets in that would draw by itself.
    ("|", [.paste("a\u{1B}[31mb\u{7}\u{9B}\tc")], "a[31mb\tc|"),
  ]

  @Test(arguments: cases.indices) func edits(index: Int) {
    let (before, keys, after) = Self.cases[index]
    var line = Self.line(before)
    for key in keys { _ = line.apply(key) }
    var shown = line.text
    shown.insert("|", at: shown.index(shown.startIndex, offsetBy: line.cursor))
    #expect(shown == after)
  }

  @Test func saysWhetherAnythingChanged() {
    var line = EditedLine("a")
    #expect([.left, .left, .enter].map { line.apply($0) } == [true, false, false])
  }

  /// A line with its cursor where the bar stands.
  static func line(_ marked: String) -> EditedLine {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
    var line = EditedLine(String(parts[0]))
    let tail = EditedLine(String(parts[1]))
    line.insert(tail.text)
    for _ in tail.text { _ = line.apply(.left) }
    return line
  }
}

/// Where a line and its cursor lie in a window.
@Suite struct LineLayoutTests {
  private func rows(_ marked: String, prompt: Int = 2, columns: Int, height: Int = .max) -> [String]
  {
    let layout = LineLayout(
      EditedLineTests.line(marked), promptWidth: prompt, columns: columns, height: height)
    return layout.rows + ["\(layout.cursorRow),\(layout.cursorColumn)"]
  }

  @Test func places() {
    #expect(rows("|", columns: 10) == ["", "0,2"])
    #expect(rows("ab|c", columns: 10) == ["abc", "0,4"])
    #expect(rows("abcdefgh|", columns: 10) == ["abcdefgh", "  ", "1,2"])
    #expect(rows("abcdefg|h", columns: 10) == ["abcdefgh", "0,9"])
    #expect(rows("abcdefgh|i", columns: 10) == ["abcdefgh", "  i", "1,2"])
    // A wide letter does not stand half outside.
    #expect(rows("abcdefg語|x", columns: 10) == ["abcdefg", "  語x", "1,4"])
    #expect(rows("ab\nc|d", columns: 10) == ["ab", "  cd", "1,3"])
    #expect(rows("ab|\ncd", columns: 10) == ["ab", "  cd", "0,4"])
    #expect(rows("a\tb|", columns: 10) == ["a b", "0,5"])
  }

  @Test func aLowWindowShowsTheRowsAroundTheCursor() {
    #expect(rows("|a\nb\nc\nd", columns: 10, height: 2) == ["a", "  b", "0,2"])
    #expect(rows("a\nb\nc|\nd", columns: 10, height: 2) == ["  b", "  c", "1,3"])
    #expect(rows("a\nb\nc\nd|", columns: 10, height: 2) == ["  c", "  d", "1,3"])
  }
}
