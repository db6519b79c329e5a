import Behaviour
import Events
import Workspace

/// What the second runs of examples have shown.
struct Repetition: Sendable {
  /// Runs that gave something else.
  var unsteady: [Unsteadiness] = []
  /// Examples that held in the first run only, although what they expect must hold in every run of an app that varies.
  var heldOnce: [ExampleFailure] = []
}

/// Runs that are made again: an app gives the same result for the same input.
extension AppTrial {
  /// Runs the examples again and compares them with what they gave first.
  ///
  /// If the sources read the clock, a run begins at least 1.1 s after the first one ended: an app that shows seconds
  /// then shows others. `first` has the first runs; nil makes them now.
  func repeated(after first: [TracedRun]?) async throws -> Repetition {
    guard let manifest, let product = plan.executable(for: manifest.name),
      let runner = try exampleRunner(product)
    else { return Repetition() }
    var runs = first ?? []
    if first == nil {
      for example in manifest.examples {
        let trace = try await runner.trace(of: example.input, in: work.folder())
        runs.append(TracedRun(example, trace))
      }
    }
    let uses = used.uses
    var found = Repetition()
    for run in runs {
      try await wait(after: run, uses)
      let second = try await runner.run(run.example, in: work.folder())
      guard let trace = second.trace else { continue }
      if let difference = Unsteadiness(run, trace, uses: uses, varies: manifest.varies) {
        found.unsteady.append(difference)
      } else if !second.mismatches.isEmpty, !second.isTimedOut {
        found.heldOnce.append(ExampleFailure(run.example, mismatches: second.mismatches))
      }
    }
    return found
  }

  /// Runs inputs again that were run a moment ago.
  ///
  /// - Returns: Those that gave something else.
  func unsteady(
    _ runs: [TracedRun], times: Int = 1, _ runner: ExampleRunner
  ) async throws -> [Unsteadiness] {
    let uses = used.uses
    var found: [Unsteadiness] = []
    for run in runs {
      try await wait(after: run, uses)
      for _ in 0..<times {
        let trace = try await runner.trace(of: run.example.input, in: work.folder())
        guard
          let difference = Unsteadiness(
            run, trace, uses: uses, varies: manifest?.varies ?? [])
        else { continue }
        found.append(difference)
        break
      }
    }
    return found
  }

  /// Waits until the clock shows another second than at the end of a run, if the sources look at it.
  private func wait(after run: TracedRun, _ uses: SourceUses) async throws {
    guard uses.clock else { return }
    try await Task.sleep(until: run.ended + .milliseconds(1100), clock: .continuous)
  }
}
