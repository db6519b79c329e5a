import Testing

@testable import LineEditing

@Suite struct WrappedTextTests {
  static let cases: [(text: String, columns: Int, rows: String)] = [
    ("", 10, ""),
    ("short", 10, "short"),
    ("one two three", 10, "one two\n  three"),
    ("  one two three", 10, "  one two\n    three"),
    ("  time      1 second of ten", 20, "  time      1 second\n          of ten"),
    ("first line here\nb", 10, "first line\n  here\nb"),
    ("averyveryverylongword b", 10, "averyveryverylongword\n  b"),
    ("größe größe", 11, "größe größe"),
    ("語語語 語語語", 10, "語語語\n  語語語"),
    ("\u{1B}[1mone\u{1B}[0m two", 7, "\u{1B}[1mone\u{1B}[0m two"),
  ]

  @Test(arguments: cases.indices) func breaks(index: Int) {
    let (text, columns, rows) = Self.cases[index]
    #expect(WrappedText.of(text, columns: columns) == rows)
  }
}
