import Foundation

/// All bytes of standard input; none where there is nothing.
public func readAll() -> [UInt8] { [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }

/// The lines of standard input as bytes while they arrive, without the `\n` (a `\r` before it stays).
public struct ByteLines: Sequence, IteratorProtocol {
  private var buffer: [UInt8] = []
  private var start = 0
  private var hasEnded = false

  public init() {}

  public mutating func next() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      if hasEnded {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return Array(buffer[start...])
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      let more = FileHandle.standardInput.availableData
      if more.isEmpty { hasEnded = true } else { buffer += more }
    }
  }
}
