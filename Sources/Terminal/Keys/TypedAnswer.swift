import Foundation
import Synchronization

/// A line that the person at the terminal types as an answer, wherever standard input comes from.
package enum TypedAnswer {
  /// Milliseconds after which a cancelled question is noticed.
  private static let patience: Int32 = 100

  /// Whether there is a terminal to read from.
  package static var isPossible: Bool {
    guard let terminal = open() else { return false }
    close(terminal)
    return true
  }

  /// The next line without blanks around it; nil if the terminal is gone.
  ///
  /// - Parameter evenIfCancelled: Whether a cancelled task asks all the same.
  /// - Returns: The line.
  /// - Throws: `CancellationError` if the task is cancelled meanwhile.
  package static func line(evenIfCancelled: Bool = false) async throws -> String? {
    guard let terminal = open() else { return nil }
    defer { close(terminal) }
    let stop = Stop()
    let line = await withTaskCancellationHandler {
      await Task.detached { read(terminal, until: stop) }.value
    } onCancel: {
      if !evenIfCancelled { stop.isWanted.store(true, ordering: .relaxed) }
    }
    if !evenIfCancelled { try Task.checkCancellation() }
    return line
  }

  private final class Stop: Sendable {
    let isWanted = Atomic<Bool>(false)
  }

  private static func open() -> Int32? {
    let terminal = Foundation.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    return terminal >= 0 ? terminal : nil
  }

  private static func read(_ terminal: Int32, until stop: Stop) -> String? {
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while !stop.isWanted.load(ordering: .relaxed) {
      var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, patience) > 0 else { continue }
      guard Foundation.read(terminal, &byte, 1) == 1 else {
        if answer.isEmpty { return nil }
        break
      }
      if byte == 0x0A { break }
      answer.append(byte)
    }
    return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespaces)
  }
}
