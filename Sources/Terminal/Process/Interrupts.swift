import Foundation
import Synchronization

/// Turns Ctrl-C, a hang-up or SIGTERM into the cancellation of a task; a second one ends at once.
///
/// The first leaves the work time to kill what it started and to record where it stood.
package enum Interrupts {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private static let wasToldToEnd = Atomic<Bool>(false)

  /// Whether a signal has come that is for the whole process, not only for what it is doing.
  package static var isToEnd: Bool { wasToldToEnd.load(ordering: .relaxed) }

  /// Runs `operation` so that an interrupt cancels it.
  package static func cancelling<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let work = Work()
    defer { for number in signals { Signals.off(number) } }
    for number in signals {
      Signals.on(number) {
        if number != SIGINT { wasToldToEnd.store(true, ordering: .relaxed) }
        guard work.interrupt() == 1 else {
          TerminalMode.leave()
          _exit(128 + SIGINT)
        }
      }
    }
    let task = Task { try await operation() }
    work.begin { task.cancel() }
    return try await task.value
  }

  /// What an interrupt cancels, and how many there were.
  private final class Work: Sendable {
    private struct State {
      var interrupts = 0
      var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// - Returns: The number of the interrupt.
    func interrupt() -> Int {
      let (number, cancel) = state.withLock { state in
        state.interrupts += 1
        return (state.interrupts, state.cancel)
      }
      cancel?()
      return number
    }

    func begin(_ cancel: @escaping @Sendable () -> Void) {
      let isOver = state.withLock { state in
        state.cancel = cancel
        return state.interrupts > 0
      }
      if isOver { cancel() }
    }
  }
}
