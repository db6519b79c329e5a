import Events
import Workspace

/// Examples with other input.
extension AppTrial {
  /// Runs the examples of an app that was built with other inputs.
  ///
  /// Examples that have arguments only are tried for crashes; they say nothing about constancy.
  func sensitivity(of manifest: AppManifest) async throws -> Sensitivity {
    guard let product = plan.executable(for: manifest.name),
      let runner = try exampleRunner(product, seconds: min(5, self.seconds))
    else { return Sensitivity() }
    var found = Sensitivity()
    for example in manifest.examples {
      let variations = ExampleVariation.all(of: example)
      guard !variations.isEmpty else { continue }
      let usual = try await runner.traces(of: example, in: work.folder())
      var isOther = false
      for variation in variations {
        let trace = try await runner.traces(of: variation.example, in: work.folder())
        if case .signalled(let signal) = trace.ending {
          let crash = CrashReport(
            signal: signal, standardOutput: String(decoding: trace.output, as: UTF8.self),
            standardError: trace.errors)
          found.crashes.append(
            ExampleFailure(
              example, mismatches: [Mismatch("with \(variation.what): \(crash.text())")]))
        }
        isOther = isOther || trace != usual
      }
      // A refusal is the same whatever was done before.
      let isRemembering = !example.before.isEmpty && example.expect.exit == 0
      guard isRemembering || !example.stdin.isEmpty || !example.files.isEmpty else { continue }
      found.variable += 1
      if !isOther { found.constant.append(example.name) }
    }
    return found
  }
}
