/// A character that comes byte by byte: passed on when it is complete and may be seen.
///
/// What is no UTF-8 becomes U+FFFD.
struct PartialCharacter {
  private var bytes: [UInt8] = []

  mutating func take(_ byte: UInt8, _ output: inout [UInt8]) {
    if !bytes.isEmpty, !UTF8Character.isPrefix(bytes + [byte]) { drop(&output) }
    bytes.append(byte)
    guard UTF8Character.isPrefix(bytes) else {
      drop(&output)
      return
    }
    guard bytes.count == UTF8Character.length(startingWith: bytes[0]) else { return }
    if !UTF8Character.isHidden(bytes) { output += bytes }
    bytes = []
  }

  /// Gives an incomplete character up.
  mutating func drop(_ output: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    bytes = []
    output += [0xEF, 0xBF, 0xBD]
  }
}
