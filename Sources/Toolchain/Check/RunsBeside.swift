/// Examples and the smoke run on their way while the tests run.
///
/// They count only once the tests have passed. A run that took too long beside the tests is not held
/// against the app: `Check` then repeats it alone.
struct RunsBeside: Sendable {
  private let examples: Task<GateOutcome, any Error>?
  private let smoke: Task<GateOutcome, any Error>?

  /// Begins what `check` has still to go through.
  init(_ check: Check) {
    let gates = check.subject.gates
    let examples = gates.contains(.examples) ? Task { try await check.runExamples() } : nil
    self.examples = examples
    smoke =
      gates.contains(.smoke)
      ? Task {
        _ = await examples?.result
        return try await check.runSmoke()
      } : nil
  }

  /// What a gate has come to; nil where it was not begun or has to be repeated.
  func outcome(of gate: Gate) async throws -> GateOutcome? {
    guard let task = gate == .examples ? examples : smoke else { return nil }
    let outcome = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    return outcome.result == .timedOut ? nil : outcome
  }

  /// Ends what is on its way; returns once nothing runs any more.
  func end() async {
    for task in [examples, smoke] { task?.cancel() }
    for task in [examples, smoke] { _ = await task?.result }
  }
}
