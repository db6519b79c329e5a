import Foundation

/// Tells the thread that watches a sandbox to end it.
final class CancelSignal: Sendable {
  private let pipe: PipeEnds

  init() throws(SandboxError) { pipe = try PipeEnds() }

  /// Readable once the signal was raised.
  var descriptor: Int32 { pipe.reading.number }

  func raise() {
    var byte: UInt8 = 1
    _ = write(pipe.writing.number, &byte, 1)
  }
}
