import Testing

@testable import Workspace

@Suite struct VisibleTextTests {
  static let cases: [(text: String, visible: String)] = [
    ("Grüße, 世界 👩‍👧\tx\n", "Grüße, 世界 👩‍👧\tx\n"), ("", ""), ("a\r\nb\rc", "a\nb\\u{D}c"),
    ("\u{1B}[2J\u{1B}]0;t\u{07}", "\\u{1B}[2J\\u{1B}]0;t\\u{7}"),
    ("\0\u{7F}\u{9B}31m", "\\u{0}\\u{7F}\\u{9B}31m"),
    (
      "a\u{202E}b\u{2066}c\u{200F}\u{061C}\u{2028}",
      "a\\u{202E}b\\u{2066}c\\u{200F}\\u{61C}\\u{2028}"
    ),
    // Letters that are not seen: a way to tell a model what its user does not read.
    ("ok\u{E0049}\u{E0067}", "ok\\u{E0049}\\u{E0067}"),
  ]

  @Test(arguments: cases) func showsWhatHides(text: String, visible: String) {
    #expect(text.visible == visible)
    #expect(text.visible.visible == visible)
  }
}
