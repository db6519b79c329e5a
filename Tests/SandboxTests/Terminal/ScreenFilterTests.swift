import Testing

@testable import Sandbox

@Suite struct ScreenFilterTests {
  /// Name, what a program writes, what the terminal gets, and what switches it back at the end.
  static let cases: [(name: String, input: String, output: String, end: String)] = [
    ("text", "Grüße\t世界\r\n\u{08}x", "Grüße\t世界\r\n\u{08}x", ""),
    (
      "moves", "\u{1B}[2J\u{1B}[3;4Hx\u{1B}[A\u{1B}[2K", "\u{1B}[2J\u{1B}[3;4Hx\u{1B}[A\u{1B}[2K",
      ""
    ),
    ("colour left on", "\u{1B}[31mx", "\u{1B}[31mx", "\u{1B}[0m"),
    (
      "screen left on", "\u{1B}[?1049h\u{1B}[?25lx", "\u{1B}[?1049h\u{1B}[?25lx",
      "\u{1B}[?25h\u{1B}[?1049l"
    ),
    ("screen put back", "\u{1B}[?1049hx\u{1B}[?1049l", "\u{1B}[?1049hx\u{1B}[?1049l", ""),
    (
      "mouse and paste", "\u{1B}[?1000;1006h\u{1B}[?2004h", "\u{1B}[?1000;1006h\u{1B}[?2004h",
      "\u{1B}[?1000l\u{1B}[?1006l\u{1B}[?2004l"
    ),
    ("region", "\u{1B}[2;5rx", "\u{1B}[2;5rx", "\u{1B}7\u{1B}[r\u{1B}8"),
    ("line drawing", "\u{1B}(0lqk\u{1B}(B", "\u{1B}(0lqk\u{1B}(B", "\u{1B}(B\u{1B})B\u{0F}"),
    ("keypad, cursor shape", "\u{1B}=\u{1B}[4 q", "\u{1B}=\u{1B}[4 q", "\u{1B}>\u{1B}[0 q"),
    ("title", "a\u{1B}]0;owned\u{07}b", "ab", ""),
    ("clipboard", "a\u{1B}]52;c;QUJD\u{1B}\\b", "ab", ""),
    ("link over lines", "a\u{1B}]8;;http://x\ny\u{07}b", "ab", ""),
    ("device control", "a\u{1B}P$q\u{1B}\\b\u{1B}_x\u{1B}\\c", "abc", ""),
    ("questions", "\u{1B}[6n\u{1B}[c\u{1B}[>c\u{1B}[?1$p\u{1B}[14t\u{1B}[21t\u{05}x", "x", ""),
    ("window size", "\u{1B}[8;1;1tx", "x", ""),
    ("unknown mode", "\u{1B}[?9001h\u{1B}[4h\u{1B}[?3h\u{1B}[20hx", "x", ""),
    ("keyboard protocols", "\u{1B}[>1u\u{1B}[=1u\u{1B}[>4;1mx", "x", ""),
    ("full reset, printer, media copy", "\u{1B}c\u{1B}[5i\u{1B}[!px", "x", ""),
    ("colon parameters where there are none", "\u{1B}[1:2Hx", "x", ""),
    ("absurd number", "\u{1B}[99999999Cx", "x", ""),
    ("bell, shift, second set", "a\u{07}\u{00}b\u{9B}31mc\u{9D}0;x\u{9C}", "ab31mc0;x", ""),
    ("direction", "a\u{202E}b\u{2066}c", "abc", ""),
    ("sequence in a sequence", "\u{1B}[\u{1B}[31mx\u{1B}[0m", "\u{1B}[31mx\u{1B}[0m", ""),
    ("cut", "a\u{1B}[3", "a", ""),
    ("concealed", "\u{1B}[8mpassword", "password", ""),
  ]

  @Test(arguments: cases) func draws(name: String, input: String, output: String, end: String) {
    var filter = ScreenFilter()
    let drawn = filter.filter(Array(input.utf8))
    #expect(String(decoding: drawn, as: UTF8.self) == output)
    #expect(String(decoding: filter.finish(), as: UTF8.self) == end)
  }

  @Test(arguments: cases) func drawsTheSameByteByByte(
    name: String, input: String, output: String, end: String
  ) {
    var filter = ScreenFilter()
    let drawn = input.utf8.flatMap { filter.filter([$0]) }
    #expect(String(decoding: drawn, as: UTF8.self) == output)
    #expect(String(decoding: filter.finish(), as: UTF8.self) == end)
  }

  @Test func marksWhatIsNoText() {
    var filter = ScreenFilter()
    let drawn = filter.filter([0x61, 0xFF, 0xC0, 0x80, 0x62, 0xE2, 0x82]) + filter.finish()
    #expect(String(decoding: drawn, as: UTF8.self) == "a\u{FFFD}\u{FFFD}\u{FFFD}b\u{FFFD}")
  }
}
