import CSpawn
import Foundation
import LineEditing

/// Keys as they come from the terminal, which is in raw mode as long as this is open.
final class KeySource {
  enum Event {
    case keys([Key])
    /// The window has another size, or the screen was used by others.
    case resized
    case end
  }

  private var decoder = KeyDecoder()
  /// A byte in it wakes `next`.
  private let wake: (read: Int32, write: Int32)

  /// Milliseconds after which an escape is a key and no beginning.
  private static let patience: Int32 = 50

  /// Nil if there is no terminal.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    let (reading, writing) = (ends[0], ends[1])
    wake = (reading, writing)
    let notify: @Sendable () -> Void = {
      var byte: UInt8 = 0
      write(writing, &byte, 1)
    }
    wisp_notify_resize(writing)
    guard TerminalMode.enter(.raw, onReturn: notify) else {
      close()
      return nil
    }
  }

  func close() {
    TerminalMode.leave()
    wisp_notify_resize(-1)
    Foundation.close(wake.read)
    Foundation.close(wake.write)
  }

  func next() -> Event {
    while true {
      var files = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&files, 2, decoder.isInSequence ? Self.patience : -1)
      if count < 0, errno != EINTR { return .end }
      if count == 0 { return .keys(decoder.flush()) }
      if count > 0, files[1].revents != 0 {
        var bytes = [UInt8](repeating: 0, count: 64)
        _ = Foundation.read(wake.read, &bytes, bytes.count)
        return .resized
      }
      guard count > 0, files[0].revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let got = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
      if got < 0, errno == EINTR || errno == EAGAIN { continue }
      guard got > 0 else { return .end }
      let keys = decoder.feed(bytes[..<got])
      if !keys.isEmpty { return .keys(keys) }
    }
  }
}
