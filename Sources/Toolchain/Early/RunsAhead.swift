import Synchronization
import Workspace

/// The runs of the newest program that was built while the model still wrote.
final class RunsAhead: Sendable {
  private struct State {
    var newest: (key: AppTrial.Key, runs: AppRuns)?
    /// Runs that nobody asks for any more and that may not have ended yet.
    var passed: [AppRuns] = []

    mutating func drop() {
      guard let newest else { return }
      newest.runs.cancel()
      passed.append(newest.runs)
      self.newest = nil
    }
  }

  private let state = Mutex(State())

  /// Begins the runs of a trial, in place of those of an earlier one.
  func begin(_ trial: AppTrial, as key: AppTrial.Key) {
    state.withLock { state in
      guard state.newest?.key != key else { return }
      state.drop()
      let runs = AppRuns()
      state.newest = (key, runs)
      runs.begin(trial, .all)
    }
  }

  /// Ends the runs of an app that is not the one of `manifest` and `tree`, tests aside.
  func keep(for manifest: AppManifest?, _ tree: FileTree) {
    let sources = AppTrial.Key.sources(of: tree)
    state.withLock { state in
      guard let key = state.newest?.key else { return }
      if key.manifest != manifest || key.sources != sources { state.drop() }
    }
  }

  /// Hands over the runs of an app; nil if there are none of exactly this one.
  func take(_ key: AppTrial.Key) -> AppRuns? {
    state.withLock { state in
      guard let newest = state.newest, newest.key == key else { return nil }
      state.newest = nil
      return newest.runs
    }
  }

  /// Ends all that is on its way; returns once nothing runs.
  func end() async {
    let passed = state.withLock { state in
      state.drop()
      defer { state.passed = [] }
      return state.passed
    }
    for runs in passed { await runs.end() }
  }
}
