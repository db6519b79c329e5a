import Synchronization
import Workspace

/// The examples that are being tried on a template's untouched starter: the newest ones proposed.
final class StarterTrials: Sendable {
  typealias Trial = Task<[String], any Error>

  private struct State {
    var examples: [Example] = []
    var newest: Trial?
    var all: [Trial] = []
  }

  private let state = Mutex(State())

  /// Begins `work`, which names those that pass, unless these examples are being tried.
  func begin(_ examples: [Example], _ work: @escaping @Sendable () async throws -> [String]) {
    state.withLock { state in
      guard state.newest == nil || state.examples != examples else { return }
      state.newest?.cancel()
      let trial = Task { try await work() }
      state.examples = examples
      state.newest = trial
      state.all.append(trial)
    }
  }

  /// The trial of exactly these examples; nil where it was not begun.
  func ofExactly(_ examples: [Example]) -> Trial? {
    state.withLock { $0.examples == examples ? $0.newest : nil }
  }

  /// Ends what is on its way; returns once nothing runs.
  func end() async {
    let all = state.withLock { state in
      defer { state = State() }
      return state.all
    }
    for trial in all { trial.cancel() }
    for trial in all { _ = await trial.result }
  }
}
