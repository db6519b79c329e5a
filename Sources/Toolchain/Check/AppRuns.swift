import Synchronization
import Workspace

/// The runs of an app's program: its examples, a start without anything, and the examples with other
/// input.
///
/// They begin as soon as the program is there, beside whatever else is on its way, and count only once
/// the gates before them have passed. A run that took too long beside others is not held against the
/// app: whoever asks repeats it alone.
final class AppRuns: Sendable {
  private struct Tasks {
    var examples: Task<GateOutcome, any Error>?
    var smoke: Task<GateOutcome, any Error>?
    var sensitivity: Task<Sensitivity, any Error>?
    var isOver = false
  }

  private let tasks = Mutex(Tasks())

  /// Begins what is asked for of the app that `check` is about, once; `plan` is what its build makes.
  func begin(_ check: Check, plan: BuildPlan) {
    var check = check
    check.plan = plan
    let gates = check.subject.gates
    let manifest = check.subject.isDistrusted ? check.subject.manifest : nil
    tasks.withLock { [check] tasks in
      guard !tasks.isOver, tasks.examples == nil, tasks.smoke == nil else { return }
      let examples = gates.contains(.examples) ? Task { try await check.runExamples() } : nil
      let smoke =
        gates.contains(.smoke)
        ? Task {
          _ = await examples?.result
          return try await check.runSmoke()
        } : nil
      tasks.examples = examples
      tasks.smoke = smoke
      tasks.sensitivity = manifest.map { manifest in
        Task {
          // They tell nothing of an app whose examples fail.
          _ = await smoke?.result
          guard try await examples?.value.result == .passed else { return Sensitivity() }
          return try await check.sensitivity(of: manifest)
        }
      }
    }
  }

  /// What a gate has come to; nil where it was not begun or has to be repeated.
  func outcome(of gate: Gate) async throws -> GateOutcome? {
    let task = tasks.withLock { gate == .examples ? $0.examples : $0.smoke }
    guard let outcome = try await task?.cancellableValue else { return nil }
    return outcome.result == .timedOut ? nil : outcome
  }

  /// What other input has shown; nil where it was not tried.
  func sensitivity() async throws -> Sensitivity? {
    try await tasks.withLock { $0.sensitivity }?.cancellableValue
  }

  /// Ends what is on its way and begins nothing more; returns once nothing runs.
  func end() async {
    let tasks = tasks.withLock { tasks in
      tasks.isOver = true
      return tasks
    }
    tasks.examples?.cancel()
    tasks.smoke?.cancel()
    tasks.sensitivity?.cancel()
    _ = await tasks.examples?.result
    _ = await tasks.smoke?.result
    _ = await tasks.sensitivity?.result
  }
}
