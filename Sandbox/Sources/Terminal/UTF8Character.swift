/// The bytes of one character.
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

  /// The character of its bytes, two to four, all of which `isPrefix` has seen.
  static func scalar(_ bytes: [UInt8]) -> Unicode.Scalar? {
    let first = UInt32(bytes[0]) & (0x7F >> UInt32(bytes.count))
    return Unicode.Scalar(bytes.dropFirst().reduce(first) { $0 << 6 | UInt32($1 & 0x3F) })
  }
}
