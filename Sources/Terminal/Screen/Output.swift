import Foundation
import Workspace

/// Standard output: results only.
package enum Output {
  /// Writes a line; a closed reader ends the program quietly, like any tool in a pipe.
  package static func line(_ text: String = "") {
    bytes(Array((text + "\n").utf8))
  }

  /// Writes `bytes` as they are.
  package static func bytes(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count > 0 {
        start += count
      } else if errno != EINTR {
        TerminalMode.leave()
        _exit(errno == EPIPE ? 0 : 1)
      }
    }
  }

  /// Writes `value` as one line of JSON.
  package static func json(_ value: some Encodable) throws {
    bytes(PlainJSON.escaped(Array(try JSONEncoder.line().encode(value))) + [0x0A])
  }
}
