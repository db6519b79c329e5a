/// The beginning of what a TLS server sends, which says whether it asks for another hello.
struct ServerAnswer: Equatable {
  private var held: [UInt8] = []

  /// Takes the next bytes; true for a HelloRetryRequest, false for anything else, nil until enough has come.
  mutating func append(_ bytes: [UInt8]) -> Bool? {
    held += bytes.prefix(Self.enough)
    var message: [UInt8] = []
    var at = 0
    // A message may be spread over any number of records.
    while held.count >= at + 5 {
      guard held[at] == Self.handshake else { return false }
      let length = Int(held[at + 3]) << 8 + Int(held[at + 4])
      message += held[(at + 5)...].prefix(length)
      if let type = message.first, type != Self.serverHello { return false }
      let random = message.dropFirst(4 + 2).prefix(Self.retry.count)
      if random.count == Self.retry.count { return Array(random) == Self.retry }
      at += 5 + length
    }
    if let type = held.first, type != Self.handshake { return false }
    return held.count < Self.enough ? nil : false
  }

  /// Enough to see the random number of a hello in records of one byte.
  private static let enough = 1024
  private static let handshake: UInt8 = 22
  private static let serverHello: UInt8 = 2

  /// The random number that makes a server's hello a HelloRetryRequest (RFC 8446, 4.1.3).
  static let retry: [UInt8] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
  ]
}
