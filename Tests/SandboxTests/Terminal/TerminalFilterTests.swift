import Testing

@testable import Sandbox

@Suite struct TerminalFilterTests {
  /// Name, what a program writes, and what the terminal gets.
  static let cases: [(name: String, input: [UInt8], output: String)] = [
    ("text", Array("Grüße, 世界 👩‍👧\tx\n".utf8), "Grüße, 世界 👩‍👧\tx\n"),
    ("bell, backspace, delete", [0x61, 0x07, 0x08, 0x7F, 0x00, 0x62], "ab"),
    ("vertical tab, form feed, shift", [0x61, 0x0B, 0x0C, 0x0E, 0x0F, 0x62], "ab"),
    ("carriage return", Array("10%\r20%\r\nend\r\r\n".utf8), "10%\n20%\nend\n\n"),
    ("colours", Array("\u{1B}[1;31mred\u{1B}[0m".utf8), "\u{1B}[1;31mred\u{1B}[0m"),
    ("short reset", Array("\u{1B}[4mx\u{1B}[m".utf8), "\u{1B}[4mx\u{1B}[m"),
    (
      "rich colours", Array("\u{1B}[38;5;208;48;2;1;2;3mx\u{1B}[0m".utf8),
      "\u{1B}[38;5;208;48;2;1;2;3mx\u{1B}[0m"
    ),
    ("style left on", Array("\u{1B}[32mgreen".utf8), "\u{1B}[32mgreen\u{1B}[0m"),
    ("concealed", Array("\u{1B}[8mhidden".utf8), "hidden"),
    ("blinking", Array("\u{1B}[5mx".utf8), "x"),
    ("odd style", Array("\u{1B}[38;9mx\u{1B}[>4mx\u{1B}[999mx".utf8), "xxx"),
    ("cursor and clear", Array("a\u{1B}[2J\u{1B}[1;1H\u{1B}[?25lb".utf8), "ab"),
    ("status query", Array("a\u{1B}[6n\u{1B}[cb".utf8), "ab"),
    ("title, bell end", Array("a\u{1B}]0;owned\u{07}b".utf8), "ab"),
    ("link, string end", Array("\u{1B}]8;;http://x\u{1B}\\b".utf8), "b"),
    ("clipboard, never ended", Array("a\u{1B}]52;c;QUJD\nb".utf8), "a\nb"),
    ("device control", Array("a\u{1B}P$q\u{1B}\\b\u{1B}_x\u{1B}\\c\u{1B}^x\u{1B}\\d".utf8), "abcd"),
    ("reset", Array("a\u{1B}cb".utf8), "ab"),
    ("character set", Array("a\u{1B}(0b".utf8), "ab"),
    ("sequence in a sequence", Array("\u{1B}[\u{1B}[31mx\u{1B}[0m".utf8), "\u{1B}[31mx\u{1B}[0m"),
    ("string in a string", Array("\u{1B}]0;\u{1B}]1;x\u{07}b".utf8), "b"),
    ("unfinished escape", Array("a\u{1B}".utf8), "a"),
    ("unfinished sequence", Array("a\u{1B}[3".utf8), "a"),
    (
      "endless parameters", Array(("\u{1B}[" + String(repeating: "1;", count: 90) + "mx").utf8), "x"
    ),
    ("second control set", Array("a\u{9B}31mb\u{85}c\u{9D}d".utf8), "a31mbcd"),
    ("second control set, raw", [0x61, 0x9B, 0x62], "a\u{FFFD}b"),
    ("direction", Array("a\u{202E}b\u{2066}c\u{200F}d\u{061C}e".utf8), "abcde"),
    (
      "invisible", Array("a\u{200B}b\u{FEFF}c\u{AD}d\u{E0041}e\u{200D}f\u{2060}".utf8), "abcdef"
    ),
    (
      "pictures", Array("❤\u{FE0F}\u{200D}🔥 ☎\u{FE0E}x❤\u{FE0F}".utf8),
      "❤\u{FE0F}\u{200D}🔥 ☎\u{FE0E}x❤\u{FE0F}"
    ),
    (
      "pictures that are none", Array("👩\u{200D}x\u{FE0F}👩\u{200D}\u{1B}[1m👧".utf8),
      "👩x👩\u{1B}[1m👧\u{1B}[0m"
    ),
    ("joined letters", Array("می\u{200C}خواهم".utf8), "می\u{200C}خواهم"),
    ("not UTF-8 after a joiner", Array("👩\u{200D}".utf8) + [0xFF] + Array("👧".utf8), "👩\u{FFFD}👧"),
    ("line separators", Array("a\u{2028}b\u{2029}c".utf8), "abc"),
    (
      "not UTF-8", [0x61, 0xFF, 0x62, 0xC3, 0x63, 0xE2, 0x82, 0x64], "a\u{FFFD}b\u{FFFD}c\u{FFFD}d"
    ),
    ("overlong", [0xC0, 0xAF, 0x61], "\u{FFFD}\u{FFFD}a"),
    ("surrogate", [0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("cut at the end", [0x61, 0xF0, 0x9F], "a\u{FFFD}"),
    ("escape in a character", [0xE2, 0x1B, 0x5B, 0x32, 0x4A, 0x61], "\u{FFFD}a"),
  ]

  @Test(arguments: cases.indices)
  func output(index: Int) {
    let (name, input, output) = Self.cases[index]
    for cut in 0...input.count {
      var filter = TerminalFilter()
      let filtered =
        filter.filter(Array(input[..<cut])) + filter.filter(Array(input[cut...]))
        + filter.finish()
      #expect(filtered == Array(output.utf8), "\(name), cut at \(cut)")
    }
  }
}
