/// The changes of inputs by shape.
extension TextChange {
  /// The last digit of every number one higher, 9 as 8: dates and times mostly stay valid.
  static let otherNumbers = TextChange("other numbers", withOtherNumbers)
  static let half = TextChange("half of its input", halved)
  static let nothing = TextChange("an empty input") { _ in "" }

  static let windowsLineEnds = TextChange("line ends of Windows") { text in
    text.unicodeScalars.reduce(into: "") { result, scalar in
      result.unicodeScalars.append(contentsOf: scalar == "\n" ? ["\r", "\n"] : [scalar])
    }
  }

  /// Three that every app which reads its input answers otherwise.
  static let telling = [otherNumbers, half, nothing]

  /// Everything else that real inputs have.
  static let further: [TextChange] = [
    .rows("one line") { Array($0.prefix(1)) },
    .rows("no lines of data") { _ in [] },
    .rows("its lines in reverse") { $0.reversed() },
    .rows("its lines sorted") { $0.sorted() },
    .rows("its first line last") { Array($0.dropFirst() + $0.prefix(1)) },
    .rows("its first line twice") { $0.prefix(1) + $0 },
    .rows("all lines twice") { $0 + $0 },
    .rows("a thousand lines") { lines in
      (0..<1000).map { lines[$0 % lines.count] }
    },
    .rows("a line that is something else") { $0 + ["something else"] },
    .rows("an empty line in it") { $0.prefix(1) + [""] + $0.dropFirst() },
    .rows("blanks at the ends of its lines") { $0.map { $0 + "  " } },
    .rows("blanks before its lines") { $0.map { "  " + $0 } },
    TextChange("no last line end") { text in
      text.hasSuffix("\n") ? String(text.dropLast()) : text
    },
    TextChange("an empty line at its end") { $0.isEmpty ? $0 : $0 + "\n" },
    windowsLineEnds,
    TextChange("a byte order mark") { $0.isEmpty ? $0 : "\u{FEFF}" + $0 },
    TextChange("capital letters") { $0.uppercased() },
    TextChange("small letters") { $0.lowercased() },
    .cell("an empty last cell", fromEnd: 0) { _ in "" },
    .cell("an empty last cell but one", fromEnd: 1) { _ in "" },
    .cell("an empty last cell but two", fromEnd: 2) { _ in "" },
    .cell("a word in its last cell", fromEnd: 0) { _ in "many" },
    .cell("letters beyond ASCII", fromEnd: 0) { $0 + "é" },
    .cell("letters beyond ASCII before that", fromEnd: 1) { $0 + " Zoë 東京" },
    .cell("a picture character", fromEnd: 1) { $0 + "👩‍👧" },
    .cell("a quoted comma", fromEnd: 1) { "\"\($0), and more\"" },
    .cell("a quoted quote", fromEnd: 1) { "\"\($0) \"\"so\"\"\"" },
    .cell("one cell more", fromEnd: 0) { $0 + ",1" },
    .cell("a very long cell", fromEnd: 1) { $0 + String(repeating: "x", count: 5000) },
    .number("a negative number", "-7"),
    .number("zero", "0"),
    .number("a fraction", "2.75"),
    .number("a comma in a number", "1,5"),
    .number("a number with leading zeros", "007"),
    .number("a number beyond 64 bits", "99999999999999999999"),
    .number("a large number", "9223372036854775807"),
    TextChange("the first half of its characters") { String($0.prefix($0.count / 2)) },
  ]

  @Sendable private static func withOtherNumbers(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for index in bytes.indices where isDigit(bytes[index]) {
      guard index + 1 == bytes.count || !isDigit(bytes[index + 1]) else { continue }
      bytes[index] = bytes[index] == UInt8(ascii: "9") ? UInt8(ascii: "8") : bytes[index] + 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Sendable private static func halved(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2 else { return text }
    return lines.prefix(lines.count / 2).map { $0 + "\n" }.joined()
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
