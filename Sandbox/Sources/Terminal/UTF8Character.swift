/// The bytes of one character, and which characters never reach a terminal.
enum UTF8Character {
  static func length(startingWith byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  /// Whether `bytes`, at least one, can begin a character (Unicode table 3-7).
  static func isPrefix(_ bytes: [UInt8]) -> Bool {
    let length = length(startingWith: bytes[0])
    guard bytes.count <= length else { return false }
    guard bytes.count > 1 else { return true }
    let second: ClosedRange<UInt8> =
      switch bytes[0] {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    return second.contains(bytes[1]) && bytes.dropFirst(2).allSatisfy { (0x80...0xBF).contains($0) }
  }

  /// Control characters U+0080 to U+009F, and those that change the direction of text.
  static func isHidden(_ bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1], bytes.count > 2 ? bytes[2] : 0) {
    case (0xC2, 0x80...0x9F, _): true
    case (0xD8, 0x9C, _): true  // U+061C
    case (0xE2, 0x80, 0x8E...0x8F): true  // U+200E, U+200F
    case (0xE2, 0x80, 0xA8...0xAE): true  // U+2028 to U+202E
    case (0xE2, 0x81, 0xA6...0xA9): true  // U+2066 to U+2069
    default: false
    }
  }
}
