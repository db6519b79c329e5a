import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C, a hang-up or SIGTERM into the cancellation of a task; a second one ends at once.
///
/// The first leaves the work time to kill what it started and to record where it stood.
enum Interrupts {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Runs `operation` so that an interrupt cancels it.
  static func cancelling<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await operation() }
    let count = Count()
    let queue = DispatchQueue(label: "wisp.interrupts")
    let sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        guard count.increase() == 1 else {
          TerminalMode.leave()
          _exit(ExitStatus.interrupted.rawValue)
        }
        task.cancel()
      }
      source.activate()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return try await task.value
  }

  private final class Count: Sendable {
    private let value = Atomic<Int>(0)

    func increase() -> Int { value.add(1, ordering: .relaxed).newValue }
  }
}
