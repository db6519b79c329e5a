import Foundation
import Workspace

/// The beginning of standard input, read to know what it is; the rest stays where it is.
package struct InputSample: Sendable {
  /// What was read, to be given on before the rest.
  package var bytes: [UInt8] = []
  /// Whether that is all.
  package var isWhole = true
  /// Whether anything is connected that could be read.
  package var isPiped = false

  package init() {}

  /// How long a pause after the first bytes may be until they have to do, in milliseconds: what comes
  /// drop by drop, such as a log that is followed, must not wait for the last drop.
  private static let patience: Int32 = 500

  /// Reads the beginning of standard input; a terminal is left alone.
  ///
  /// - Throws: `UsageError` where it cannot be read.
  package static func standardInput() throws -> InputSample {
    var sample = InputSample()
    guard isatty(STDIN_FILENO) == 0, fcntl(STDIN_FILENO, F_GETFD) >= 0 else { return sample }
    sample.isPiped = true
    sample.isWhole = false
    var buffer = [UInt8](repeating: 0, count: DataSummary.headBytes)
    while sample.bytes.count < DataSummary.headBytes {
      var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wait, 1, sample.bytes.isEmpty ? -1 : Self.patience)
      if ready == 0 { break }
      guard ready > 0 else { continue }
      let count = read(STDIN_FILENO, &buffer, DataSummary.headBytes - sample.bytes.count)
      if count == 0 {
        sample.isWhole = true
        break
      }
      guard count > 0 || errno == EINTR || errno == EAGAIN else {
        throw UsageError("Standard input cannot be read: \(String(cString: strerror(errno))).")
      }
      sample.bytes += buffer[..<max(0, count)]
    }
    return sample
  }
}
