import Foundation

/// Lines of megabytes, whose ends C finds: a loop over their bytes takes seconds in a debug build.
enum Lines {
  /// Calls `body` with each whole line, without its end.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: Where the first line begins.
  ///   - body: What is done with a line.
  /// - Returns: Where the line begins that has no end yet.
  static func read(
    _ bytes: [UInt8], from start: Int = 0, _ body: (ArraySlice<UInt8>) -> Void
  ) -> Int {
    var start = start
    while let end = lineEnd(in: bytes, from: start) {
      body(bytes[start..<end])
      start = end + 1
    }
    return start
  }

  private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let end = memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(end) - base
    }
  }
}
