/// A set of ASCII bytes.
struct ByteSet: Sendable, Hashable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ characters: some Sequence<UInt8>) {
    for byte in characters where byte < 64 { low |= 1 << UInt64(byte) }
    for byte in characters where (64..<128).contains(byte) { high |= 1 << UInt64(byte - 64) }
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
  }

  func union(_ characters: String) -> ByteSet {
    var result = ByteSet(characters.utf8)
    result.low |= low
    result.high |= high
    return result
  }

  static let digits = ByteSet(0x30...0x39)
  static let upper = ByteSet(0x41...0x5A)
  static let lower = ByteSet(0x61...0x7A)
  static let letters = lower.union(
    String(decoding: 0x41...0x5A as ClosedRange<UInt8>, as: UTF8.self))
  static let alphanumeric = letters.union("0123456789")
  static let hexadecimal = ByteSet("0123456789abcdefABCDEF".utf8)
  static let upperAndDigits = upper.union("0123456789")
  static let base64 = alphanumeric.union("+/")
  /// Base64 for addresses; also what most makers of tokens use.
  static let word = alphanumeric.union("_-")
  /// What a name in code or configuration is made of.
  static let name = alphanumeric.union("_-.")
  static let blank = ByteSet(" \t".utf8)
}
