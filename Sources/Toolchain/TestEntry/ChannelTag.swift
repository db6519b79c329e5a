/// What only those can write who know the key: a code for a line and its place among all (SipHash-2-4, by
/// Aumasson and Bernstein, of the place and the line).
func channelTag(_ key: (UInt64, UInt64), _ place: UInt64, _ line: [UInt8]) -> UInt64 {
  var v0 = key.0 ^ 0x736f_6d65_7073_6575
  var v1 = key.1 ^ 0x646f_7261_6e64_6f6d
  var v2 = key.0 ^ 0x6c79_6765_6e65_7261
  var v3 = key.1 ^ 0x7465_6462_7974_6573
  let words = line.count / 8
  // The place, the line, and how it ends.
  for index in 0..<(words + 2) {
    var word = place
    if index > 0 {
      word = index > words ? UInt64(truncatingIfNeeded: line.count + 8) << 56 : 0
      let start = (index - 1) * 8
      for offset in 0..<min(8, line.count - start) {
        word |= UInt64(line[start + offset]) << (8 * UInt64(offset))
      }
    }
    v3 ^= word
    for round in 0..<(index > words ? 6 : 2) {
      if round == 2 {
        v0 ^= word
        v2 ^= 0xff
      }
      v0 = v0 &+ v1
      v2 = v2 &+ v3
      v1 = (v1 << 13 | v1 >> 51) ^ v0
      v3 = (v3 << 16 | v3 >> 48) ^ v2
      v0 = v0 << 32 | v0 >> 32
      v2 = v2 &+ v1
      v0 = v0 &+ v3
      v1 = (v1 << 17 | v1 >> 47) ^ v2
      v3 = (v3 << 21 | v3 >> 43) ^ v0
      v2 = v2 << 32 | v2 >> 32
    }
    if index <= words { v0 ^= word }
  }
  return v0 ^ v1 ^ v2 ^ v3
}
