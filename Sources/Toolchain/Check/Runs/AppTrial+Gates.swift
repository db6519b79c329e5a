import Events
import Workspace

/// The gates that run the program.
extension AppTrial {
  func examples() async throws -> ExampleRuns {
    guard let app = manifest, !app.examples.isEmpty else {
      return ExampleRuns(report: GateReport(result: .skipped, detail: "no examples"))
    }
    guard let product = plan.executable(for: app.name), let runner = try exampleRunner(product)
    else {
      return ExampleRuns(
        report: .failed(
          "the package makes no program called \(app.name)",
          file: AppLayout.packageManifest.description))
    }
    var summary = ExampleSummary()
    var runs: [TracedRun] = []
    var isTimedOut = false
    for example in app.examples {
      let outcome = try await runner.run(example, in: work.folder())
      if let trace = outcome.trace { runs.append(TracedRun(example, trace)) }
      guard !outcome.mismatches.isEmpty else {
        summary.passed += 1
        continue
      }
      summary.failed += 1
      summary.failures.append(
        ExampleFailure(example, mismatches: outcome.mismatches))
      isTimedOut = isTimedOut || outcome.isTimedOut
    }
    let count = counted(app.examples.count, "example")
    let report = GateReport(
      result: summary.failed == 0 ? .passed : isTimedOut ? .timedOut : .failed,
      detail: summary.failed == 0 ? count : "\(summary.failed) of \(count) failed",
      examples: summary)
    return ExampleRuns(report: report, runs: runs)
  }

  func smoke() async throws -> GateReport {
    let named = plan.executable(for: manifest?.name)
    let products = named.map { [$0] } ?? (manifest == nil ? plan.executables : [])
    guard !products.isEmpty else {
      guard let app = manifest else {
        return GateReport(result: .skipped, detail: "no program to run")
      }
      return .failed(
        "the package makes no program called \(app.name)",
        file: AppLayout.packageManifest.description)
    }
    for product in products {
      guard let runner = try exampleRunner(product) else {
        return .failed(
          "the package makes no program called \(product)",
          file: AppLayout.packageManifest.description)
      }
      let result = try await runner.run(
        arguments: [], input: [], in: work.folder(), seconds: min(5, self.seconds),
        grant: runner.grant())
      let errors = String(decoding: result.standardError, as: UTF8.self)
      switch result.ending {
      case .exited: continue
      case .signalled(let signal):
        let crash = CrashReport(
          signal: signal, standardOutput: String(decoding: result.standardOutput, as: UTF8.self),
          standardError: errors)
        return GateReport(result: .failed, detail: "\(product) \(crash.text())")
      case .timedOut(let seconds):
        return GateReport(
          result: .timedOut,
          detail: "\(product) did not end within \(BuildOutcome.text(seconds))")
      case .outputLimit(let bytes):
        return GateReport(result: .failed, detail: "\(product) printed more than \(bytes) bytes")
      case .limit(let limit):
        return GateReport(result: .failed, detail: "\(product) reached \(limit)")
      }
    }
    return GateReport(result: .passed)
  }

  /// A runner for a program of the build folder, which is copied out of it; nil if it is not there.
  func exampleRunner(_ product: String, seconds: Double? = nil) throws -> ExampleRunner? {
    let folder = try work.folder()
    guard try ProgramFiles.copy(product, from: scratchDirectory, to: folder) != nil else {
      return nil
    }
    return ExampleRunner(
      runner: checker.runner, toolchain: runtime ?? checker.toolchain,
      programDirectory: folder, product: product, seconds: seconds ?? self.seconds,
      standIns: manifest.flatMap { checker.standIns(for: $0, in: work) })
  }
}
