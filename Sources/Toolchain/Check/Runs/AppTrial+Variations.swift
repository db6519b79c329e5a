import Behaviour
import Events
import Workspace

/// Examples with other input.
extension AppTrial {
  /// Further runs of an example whose app holds a `Dictionary` or a `Set`: two elements are in the same order in half of
  /// all runs.
  private static let furtherRuns = 2

  /// Runs the examples of an app that was built with other inputs, each twice.
  ///
  /// Examples that have arguments only are tried for crashes; they say nothing about constancy. `usual` has what the
  /// examples gave.
  func sensitivity(of manifest: AppManifest, _ usual: [TracedRun]) async throws -> Sensitivity {
    guard let product = plan.executable(for: manifest.name),
      let runner = try exampleRunner(product, seconds: min(5, self.seconds))
    else { return Sensitivity() }
    var found = Sensitivity()
    for run in usual {
      let example = run.example
      let variations = InputVariation.telling(of: example.input)
      guard !variations.isEmpty else { continue }
      var isOther = false
      for variation in variations {
        let trace = try await runner.trace(of: variation.input, in: work.folder())
        if case .crashed(let signal) = trace.ending {
          let crash = CrashReport(
            signal: signal, standardOutput: trace.output.text, standardError: trace.errors.text)
          found.crashes.append(
            ExampleFailure(
              example, mismatches: [Mismatch("with \(variation.what): \(crash.text())")]))
        }
        isOther = isOther || trace != run.trace
        found.runs.append(TracedRun(example, what: variation.what, variation.input, trace))
      }
      // A refusal is the same whatever was done before.
      let isRemembering = !example.before.isEmpty && example.expect.exit == 0
      guard isRemembering || example.input.hasText else { continue }
      found.variable += 1
      if !isOther { found.constant.append(example.name) }
    }
    if used.uses.unordered {
      found.unsteady = try await unsteady(usual, times: Self.furtherRuns, runner)
    }
    found.unsteady += try await unsteady(found.runs, runner)
    return found
  }

  /// The same, with the examples run first.
  func sensitivity(of manifest: AppManifest) async throws -> Sensitivity {
    guard let product = plan.executable(for: manifest.name),
      let runner = try exampleRunner(product)
    else { return Sensitivity() }
    var usual: [TracedRun] = []
    for example in manifest.examples {
      let trace = try await runner.trace(of: example.input, in: work.folder())
      usual.append(TracedRun(example, trace))
    }
    return try await sensitivity(of: manifest, usual)
  }
}
