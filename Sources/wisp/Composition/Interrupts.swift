import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C, a hang-up or SIGTERM into the cancellation of a task; a second one ends at once.
///
/// The first leaves the work time to kill what it started and to record where it stood.
final class Interrupts: Sendable {
  private let sources: [any DispatchSourceSignal]
  private let count = Atomic<Int>(0)

  /// Watches the signals until the value is released.
  init(cancel: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "wisp.interrupts")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler { [self] in
        guard count.add(1, ordering: .relaxed).newValue == 1 else {
          _exit(ExitStatus.interrupted.rawValue)
        }
        cancel()
      }
      source.activate()
    }
  }

  /// Runs `operation` so that an interrupt cancels it.
  static func cancelling<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await operation() }
    let interrupts = Interrupts { task.cancel() }
    defer { interrupts.stop() }
    return try await task.value
  }

  private func stop() {
    for source in sources { source.cancel() }
  }
}
