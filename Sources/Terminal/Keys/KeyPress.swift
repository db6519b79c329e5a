import Foundation

/// One key, read without waiting for the end of a line.
package enum KeyPress {
  /// Milliseconds within which the next key makes a key a part of something that is typed.
  package static let together: Int32 = 300

  /// The next byte from the terminal; nil if it is gone.
  package static func read() -> UInt8? {
    guard TerminalMode.enter(.raw) else { return nil }
    defer { TerminalMode.leave() }
    return byte()
  }

  /// The next byte, and whether others follow it as those of a word do; nil if the terminal is gone.
  package static func next() -> (key: UInt8, isTyped: Bool)? {
    guard TerminalMode.enter(.raw) else { return nil }
    defer { TerminalMode.leave() }
    guard let key = byte() else { return nil }
    guard key >= 0x20 else { return (key, false) }
    var more = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return (key, poll(&more, 1, together) == 1)
  }

  private static func byte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = Foundation.read(STDIN_FILENO, &byte, 1)
      if count == 1 {
        // What an arrow or another long key sends after its first byte is no choice.
        if byte == 0x1B { tcflush(STDIN_FILENO, TCIFLUSH) }
        return byte
      }
      guard count < 0, errno == EINTR else { return nil }
    }
  }
}
