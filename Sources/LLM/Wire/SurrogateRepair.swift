/// Replaces each `\uXXXX` escape that is one half of a surrogate pair without its other half.
///
/// - Returns: the bytes with `\ufffd` in those places, or nil if there was none.
func replacingUnpairedSurrogates(in bytes: [UInt8]) -> [UInt8]? {
  var result = bytes
  var repaired = false
  var index = 0
  while index < bytes.count {
    guard bytes[index] == UInt8(ascii: "\\") else {
      index += 1
      continue
    }
    guard let unit = escapedUnit(at: index, in: bytes) else {
      index += 2
      continue
    }
    switch unit {
    case 0xD800..<0xDC00:
      if let next = escapedUnit(at: index + 6, in: bytes), (0xDC00..<0xE000).contains(next) {
        index += 12
        continue
      }
    case 0xDC00..<0xE000: break
    default:
      index += 6
      continue
    }
    result.replaceSubrange(index..<(index + 6), with: "\\ufffd".utf8)
    repaired = true
    index += 6
  }
  return repaired ? result : nil
}

/// The UTF-16 unit of a `\uXXXX` escape that begins at `index`, nil if none does.
private func escapedUnit(at index: Int, in bytes: [UInt8]) -> UInt32? {
  guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
    bytes[index + 1] == UInt8(ascii: "u")
  else { return nil }
  return UInt32(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
}
