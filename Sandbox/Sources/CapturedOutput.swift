/// The first and the last part of a stream, in bounded memory.
struct CapturedOutput {
  /// Bytes kept of each end.
  static let bytesOfEachEnd = 512 << 10

  private(set) var isCut = false
  private var head: [UInt8] = []
  /// Grows to twice what is kept before it is shortened, so that shortening stays rare.
  private var tail: [UInt8] = []

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    let room = Self.bytesOfEachEnd - head.count
    head += bytes.prefix(room)
    tail += bytes.dropFirst(room)
    guard tail.count > 2 * Self.bytesOfEachEnd else { return }
    shortenTail()
  }

  /// Head and tail joined; where bytes are missing between them, `isCut` is set.
  mutating func finish() -> [UInt8] {
    if tail.count > Self.bytesOfEachEnd { shortenTail() }
    return head + tail
  }

  private mutating func shortenTail() {
    isCut = true
    tail.removeFirst(tail.count - Self.bytesOfEachEnd)
  }
}
