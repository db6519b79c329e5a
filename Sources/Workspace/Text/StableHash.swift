/// A hash that is the same in every process, for names of cache folders and for comparing.
///
/// FNV-1a, twice with different starts, 128 bits in all. Against accidents only: not where somebody
/// gains from a collision.
package struct StableHash {
  private var first: UInt64 = 0xcbf2_9ce4_8422_2325
  private var second: UInt64 = 0x6c62_272e_07bb_0142

  package init() {}

  /// Takes a piece in; pieces are kept apart by their lengths.
  package mutating func add(_ bytes: some Collection<UInt8>) {
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { length in
      for byte in length { mix(byte) }
    }
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { mix($0) }
    guard isDone == nil else { return }
    for byte in bytes { mix(byte) }
  }

  package mutating func add(_ text: String) {
    add(Array(text.utf8))
  }

  /// By index: without the optimiser, an iterator takes many times as long for a module's bytes.
  private mutating func mix(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      mix(bytes[index])
      index &+= 1
    }
  }

  private mutating func mix(_ byte: UInt8) {
    first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    second = (second ^ UInt64(byte ^ 0x5a)) &* 0x0000_0100_0000_01b3
  }

  /// 32 lower-case hexadecimal digits.
  package var hex: String {
    [first, second].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// The hash of some texts, kept apart.
  package static func hex(of texts: [String]) -> String {
    var hash = StableHash()
    for text in texts { hash.add(text) }
    return hash.hex
  }
}
