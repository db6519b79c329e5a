import Foundation
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
    (
      "a\u{200B}b\u{200C}c\u{200D}d\u{2060}\u{FEFF}\u{AD}e",
      "a\\u{200B}b\\u{200C}c\\u{200D}d\\u{2060}\\u{FEFF}\\u{AD}e"
    ),
    ("\u{FEFF}id,name", "\\u{FEFF}id,name"),
    ("\u{34F}\u{115F}\u{3164}\u{FFA0}\u{180E}", "\\u{34F}\\u{115F}\\u{3164}\\u{FFA0}\\u{180E}"),
    // What pictures are made of stays, and only there.
    ("❤\u{FE0F}\u{200D}🔥 👨🏽\u{200D}💻 ☎\u{FE0E}", "❤\u{FE0F}\u{200D}🔥 👨🏽\u{200D}💻 ☎\u{FE0E}"),
    ("1\u{FE0F}\u{20E3} 1\u{FE0F} a\u{FE0F}", "1\u{FE0F}\u{20E3} 1\\u{FE0F} a\\u{FE0F}"),
    ("👩\u{200D}a a\u{200D}👩 👩\u{200D}", "👩\\u{200D}a a\\u{200D}👩 👩\\u{200D}"),
    ("👩\u{200D}\u{200D}👧", "👩\\u{200D}\\u{200D}👧"),
    ("👩\u{FE0F}\u{FE0F}\u{FE01}\u{E0101}", "👩\u{FE0F}\\u{FE0F}\\u{FE01}\\u{E0101}"),
    ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴\\u{E0067}\\u{E0062}\\u{E007F}"),
    // Letters that join.
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("ക്\u{200D}ഷ क्\u{200C}ष", "ക്\u{200D}ഷ क्\u{200C}ष"),
    ("می\u{200C}x x\u{200C}می", "می\\u{200C}x x\\u{200C}می"),
    ("Grüße\u{200C}Grüße 日\u{200D}本", "Grüße\\u{200C}Grüße 日\\u{200D}本"),
  ]

  @Test(arguments: cases) func showsWhatHides(text: String, visible: String) {
    #expect(text.visible == visible)
    #expect(text.visible.visible == visible)
  }

  /// Every scalar that Unicode lets a font ignore hides, and every one that turns text around.
  @Test func hidesWhatUnicodeCallsIgnorable() {
    let all = (0...0x10FFFF as ClosedRange<UInt32>).compactMap { Unicode.Scalar($0) }
    let hiding = Set(all.filter(\.isHiding))
    let ignorable = all.filter(\.properties.isDefaultIgnorableCodePoint)
    #expect(ignorable.count > 4000)
    #expect(hiding.isSuperset(of: ignorable))
    #expect(hiding.isSuperset(of: all.filter(\.properties.isBidiControl)))
    #expect(hiding.isSuperset(of: all.filter { $0.properties.generalCategory == .control }))
    // Nothing that is text.
    let letters = all.filter(\.properties.isAlphabetic).filter(hiding.contains)
    #expect(letters.map(\.value) == [0x115F, 0x1160, 0x3164, 0xFFA0])
  }

  static let lines: [(json: String, plain: String)] = [
    (#"{"a":"x"}"#, #"{"a":"x"}"#), ("{\"a\":\"Grüße 世界\"}", "{\"a\":\"Grüße 世界\"}"),
    ("{\"a\":\"x\u{202E}y\u{200B}\u{7F}\u{9B}\"}", #"{"a":"x\u202Ey\u200B\u007F\u009B"}"#),
    ("{\"a\":\"\u{E0041}\"}", #"{"a":"\uDB40\uDC41"}"#),
    ("{\"a\":\"👩\u{200D}👧\"}", #"{"a":"👩\u200D👧"}"#),
  ]

  @Test(arguments: lines) func jsonSaysWhatHides(json: String, plain: String) throws {
    let escaped = PlainJSON.escaped(Array(json.utf8))
    #expect(String(decoding: escaped, as: UTF8.self) == plain)
    func decoded(_ json: [UInt8]) throws -> [String: String] {
      try JSONDecoder().decode([String: String].self, from: Data(json))
    }
    #expect(try decoded(escaped) == decoded(Array(json.utf8)))
  }
}
