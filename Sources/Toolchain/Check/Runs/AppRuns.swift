import Events
import Sandbox
import Synchronization
import Workspace

/// The runs of an app's program: its examples, a start without anything, the examples with other input, and the
/// examples again.
///
/// They begin as soon as the program is there, beside whatever else is on its way, and count only once
/// the gates before them have passed. A run that took too long beside others is not held against the
/// app: whoever asks repeats it alone.
final class AppRuns: Sendable {
  /// What to begin.
  struct Choice: Sendable, Equatable {
    var gates: [Gate]
    /// Whether to try other input, too.
    var variations: Bool

    static let all = Choice(gates: Gate.allCases, variations: true)
  }

  private struct Tasks {
    var examples: Task<ExampleRuns, any Error>?
    var smoke: Task<GateReport, any Error>?
    var sensitivity: Task<Sensitivity, any Error>?
    var repetition: Task<Repetition, any Error>?
    var isBegun = false
    var isOver = false

    func cancel() {
      examples?.cancel()
      smoke?.cancel()
      sensitivity?.cancel()
      repetition?.cancel()
    }
  }

  private let tasks = Mutex(Tasks())

  /// Begins the runs of a trial, once.
  func begin(_ trial: AppTrial, _ choice: Choice) {
    tasks.withLock { tasks in
      guard !tasks.isOver, !tasks.isBegun else { return }
      tasks.isBegun = true
      let examples = choice.gates.contains(.examples) ? Task { try await trial.examples() } : nil
      let smoke =
        choice.gates.contains(.smoke)
        ? Task {
          _ = await examples?.result
          return try await trial.smoke()
        } : nil
      tasks.examples = examples
      tasks.smoke = smoke
      guard choice.variations, let manifest = trial.manifest else { return }
      tasks.sensitivity = Task {
        // They tell nothing of an app whose examples fail.
        _ = await smoke?.result
        guard let usual = try await examples?.value, usual.report.result == .passed else {
          return Sensitivity()
        }
        return try await trial.sensitivity(of: manifest, usual.runs)
      }
    }
  }

  /// Begins to run the examples again, once: as late as the check allows, since what depends on the time differs then.
  func beginAgain(_ trial: AppTrial) {
    tasks.withLock { tasks in
      guard !tasks.isOver, tasks.repetition == nil, let examples = tasks.examples else { return }
      tasks.repetition = Task {
        let first = try await examples.value
        guard first.report.result == .passed else { return Repetition() }
        return try await trial.repeated(after: first.runs)
      }
    }
  }

  /// Takes over runs that were begun elsewhere, unless some have begun here.
  func adopt(_ others: AppRuns) {
    let taken = others.tasks.withLock { tasks in
      defer { tasks = Tasks(isBegun: true, isOver: true) }
      return tasks
    }
    let isWanted = tasks.withLock { tasks in
      guard !tasks.isOver, !tasks.isBegun else { return false }
      tasks = taken
      return true
    }
    if !isWanted { taken.cancel() }
  }

  /// What the examples have come to; nil where they were not begun or have to be repeated.
  func examples() async throws -> ExampleRuns? {
    guard let runs = try await tasks.withLock(\.examples)?.ownedValue else { return nil }
    return runs.report.result == .timedOut ? nil : runs
  }

  /// The same of the start without anything.
  func smoke() async throws -> GateReport? {
    guard let report = try await tasks.withLock(\.smoke)?.ownedValue else { return nil }
    return report.result == .timedOut ? nil : report
  }

  /// What the second runs of the examples have shown; nil if they were not begun.
  func repetition() async throws -> Repetition? {
    try await tasks.withLock { $0.repetition }?.ownedValue
  }

  /// The findings of other input; nil if it was not tried.
  func sensitivity() async throws -> Sensitivity? {
    try await tasks.withLock { $0.sensitivity }?.ownedValue
  }

  /// Ends what is on its way and begins nothing more.
  func cancel() {
    tasks.withLock { tasks in
      tasks.isOver = true
      tasks.cancel()
    }
  }

  /// The same; returns once nothing runs.
  func end() async {
    cancel()
    let tasks = tasks.withLock { $0 }
    _ = await tasks.examples?.result
    _ = await tasks.smoke?.result
    _ = await tasks.sensitivity?.result
    _ = await tasks.repetition?.result
  }
}
