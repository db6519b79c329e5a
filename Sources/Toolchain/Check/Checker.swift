package import Sandbox
package import Workspace

/// Checks an app: gate by gate, cheapest first, everything confined, until one fails.
///
/// Building is left to `swift build`; the test program and the app are started directly. What does
/// not fit is a verdict, never an error: errors say that nothing could be checked.
package struct Checker: Sendable {
  let runner: any CommandRunner
  package let toolchain: SwiftToolchain
  let dependencies: DependencyStore
  let cacheDirectory: String

  package init(
    runner: any CommandRunner, toolchain: SwiftToolchain, dependencies: DependencyStore,
    cacheDirectory: String
  ) {
    self.runner = runner
    self.toolchain = toolchain
    self.dependencies = dependencies
    self.cacheDirectory = cacheDirectory
  }

  /// Checks a tree; the build stays in its scratch directory for the next check and for running.
  ///
  /// - Throws: `SandboxError` where nothing can be confined, `ToolchainError` or `WorkspaceError`
  ///   where a folder or a dependency's sources cannot be used, `CancellationError` when cancelled.
  /// - Returns: What came of it.
  package func check(
    _ subject: CheckSubject, report: @escaping @Sendable (CheckEvent) -> Void = { _ in }
  ) async throws -> Verdict {
    let work = try WorkFolder(in: cacheDirectory)
    defer { work.remove() }
    var check = try Check(subject, checker: self, work: work)
    var verdict = Verdict(outcome: .passed)
    for gate in Gate.allCases where subject.gates.contains(gate) {
      guard verdict.outcome == .passed else {
        verdict.gates.append(GateResult(gate: gate, result: .skipped, milliseconds: 0))
        continue
      }
      report(.gateStarted(gate))
      let started = ContinuousClock.now
      let outcome = try await check.run(gate)
      let milliseconds = Int((started.duration(to: .now) / .milliseconds(1)).rounded())
      for diagnostic in outcome.diagnostics { report(.diagnosticFound(diagnostic)) }
      let result = GateResult(
        gate: gate, result: outcome.result, milliseconds: milliseconds, detail: outcome.detail)
      verdict.add(outcome, as: result)
      report(.gateFinished(result))
    }
    return verdict
  }

  /// Builds what a fresh app of a template starts from, where that is not there yet.
  ///
  /// - Throws: `ToolchainError` where the starter does not build.
  package func prepare(
    starter: FileTree, report: @escaping @Sendable (SeedEvent) -> Void = { _ in }
  ) async throws {
    _ = try await seeds.seed(for: starter, report: report)
  }

  /// The names of examples that the untouched starter passes already: they prove nothing.
  package func vacuousExamples(
    of manifest: AppManifest, starter: FileTree
  ) async throws -> [String] {
    guard !manifest.examples.isEmpty else { return [] }
    let seed = try await seeds.seed(for: starter) { _ in }
    guard let product = Self.plan(of: seed.scratch)?.executable(for: nil) else { return [] }
    let examples = ExampleRunner(
      runner: runner, toolchain: toolchain, treeDirectory: seed.tree,
      scratchDirectory: seed.scratch, product: product, seconds: 10)
    let work = try WorkFolder(in: cacheDirectory)
    defer { work.remove() }
    var vacuous: [String] = []
    for example in manifest.examples {
      let outcome = try await examples.run(example, in: work.folder())
      if outcome.mismatches.isEmpty { vacuous.append(example.name) }
    }
    return vacuous
  }

  /// The name of the program to run for an app, nil where its last build left none.
  package static func product(named name: String?, in scratchDirectory: String) -> String? {
    plan(of: scratchDirectory)?.executable(for: name)
  }

  static func plan(of scratchDirectory: String) -> BuildPlan? {
    HostFile.bytes(at: "\(scratchDirectory)/\(BuildPlan.fileName)", limit: 32 << 20)
      .flatMap { BuildPlan(yaml: String(decoding: $0, as: UTF8.self)) }
  }

  var seeds: SeedStore {
    SeedStore(
      runner: runner, toolchain: toolchain, dependencies: dependencies,
      cacheDirectory: cacheDirectory)
  }
}

/// What one gate found.
struct GateOutcome {
  var result: GateResult.Result
  var detail = ""
  var diagnostics: [Diagnostic] = []
  var tests: TestSummary?
  var examples: ExampleSummary?
}

extension Verdict {
  fileprivate mutating func add(_ outcome: GateOutcome, as result: GateResult) {
    gates.append(result)
    diagnostics += outcome.diagnostics
    if let tests = outcome.tests { self.tests = tests }
    if let examples = outcome.examples { self.examples = examples }
    switch outcome.result {
    case .passed, .skipped: break
    case .failed: self.outcome = .failed
    case .timedOut: self.outcome = .timedOut
    }
  }
}
