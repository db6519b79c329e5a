package import Events
package import Sandbox
package import Workspace

/// Checks an app: gate by gate, cheapest first, everything confined, until one fails.
///
/// The compiler and the linker are started directly where that comes to the same as `swift build`,
/// which makes everything else; the test program and the app are started directly. What does not fit
/// is a verdict, never an error: errors say that nothing could be checked.
package struct Checker: Sendable {
  let runner: any CommandRunner
  package let toolchain: SwiftToolchain
  let dependencies: DependencyStore
  let cacheDirectory: String
  /// What permissions mean on this machine; nil: apps are checked without any.
  let paths: PathRules?
  /// The host's file of trusted certificates.
  let certificates: String?
  /// The package manager's folder of repositories; nil if packages have no dependencies from there.
  let packageCache: String?
  /// Where compiled modules are kept for every build folder; nil if each makes its own.
  let store: ProductStore?

  package init(
    runner: any CommandRunner, toolchain: SwiftToolchain, dependencies: DependencyStore,
    cacheDirectory: String, paths: PathRules? = nil, certificates: String? = nil,
    packageCache: String? = nil, keepsModules: Bool = true
  ) {
    store = keepsModules ? ProductStore(in: cacheDirectory) : nil
    self.packageCache = packageCache
    self.paths = paths
    self.certificates = certificates
    self.runner = runner
    self.toolchain = toolchain
    self.dependencies = dependencies
    self.cacheDirectory = cacheDirectory
  }

  /// Checks a tree; the build stays in its scratch directory for the next check and for running.
  ///
  /// - Throws: `SandboxError` if nothing can be confined, `ToolchainError` or `TreeError`
  ///   where a folder or a dependency's sources cannot be used, `MissingDependencies`, `CancellationError` when
  ///   cancelled.
  /// - Returns: What came of it.
  package func check(
    _ subject: CheckSubject, early: EarlyBuild? = nil,
    report: @escaping @Sendable (CheckEvent) -> Void = { _ in }
  ) async throws -> Verdict {
    let work = try WorkFolder(in: cacheDirectory)
    defer { work.remove() }
    var check = try Check(subject, checker: self, work: work, early: early)
    do {
      let verdict = try await Self.verdict(of: &check, report)
      await check.end()
      return verdict
    } catch {
      await check.end()
      throw error
    }
  }

  private static func verdict(
    of check: inout Check, _ report: @Sendable (CheckEvent) -> Void
  ) async throws -> Verdict {
    var results: [GateResult] = []
    for gate in check.subject.order {
      guard !results.contains(where: \.isFailed) else {
        results.append(GateResult(gate: gate, result: .skipped, milliseconds: 0))
        continue
      }
      report(.gateStarted(gate))
      let started = ContinuousClock.now
      let found = try await check.run(gate).visible
      let milliseconds = Int((started.duration(to: .now) / .milliseconds(1)).rounded())
      let result = GateResult(gate: gate, milliseconds: milliseconds, report: found)
      results.append(result)
      for diagnostic in found.problems.compactMap(\.diagnostic) {
        report(.diagnosticFound(diagnostic))
      }
      report(.gateFinished(result))
      let failures = CheckFailures(found.problems)
      if !failures.isEmpty { report(.failuresFound(failures)) }
    }
    let traces = check.runsMade.map(MadeTrace.init)
    if !traces.isEmpty { report(.tracesMade(traces)) }
    let isBuilt = results.contains { $0.gate == .compile && $0.isPassed }
    return Verdict(gates: results, proof: isBuilt ? try await check.proofFound() : nil)
  }

  /// Builds a tree in new folders, and checks no more of it.
  ///
  /// - Returns: The build folder; nil if the tree does not build.
  /// - Throws: What a check throws.
  func built(_ tree: FileTree, in work: WorkFolder) async throws -> String? {
    let folder = try work.folder()
    let scratch = try work.folder()
    var tree = tree
    tree[try SafePath("Package.resolved")] = nil
    try tree.write(to: folder, replacing: FileTree())
    let verdict = try await check(
      CheckSubject(treeDirectory: folder, scratchDirectory: scratch, gates: [.compile]))
    return verdict.outcome == .passed ? scratch : nil
  }

  /// Prepares what every check of a template's apps needs, where that is not there yet.
  ///
  /// - Throws: `ToolchainError` if that fails.
  package func prepare(
    starter: FileTree, report: @escaping @Sendable (WarmEvent) -> Void = { _ in }
  ) async throws {
    let text = starter.text(AppLayout.packageManifest) ?? ""
    let names = ConfinedManifest.rewriting(packageSwift: text).dependencies
    _ = try await warmStore.prepared(for: names, report: report)
  }

  /// Builds for an app's scratch directory while its tree is still being written.
  package func early(scratchDirectory: String) -> EarlyBuild {
    EarlyBuild(self, scratchDirectory: scratchDirectory)
  }

  /// The name of the program to run for an app, nil if its last build left none.
  package static func product(named name: String?, in scratchDirectory: String) -> String? {
    plan(of: scratchDirectory)?.executable(for: name)
  }

  /// Removes a build folder that the direct way has worked in.
  ///
  /// - Returns: False if it has not.
  package static func removeDirectBuild(in scratchDirectory: String) -> Bool {
    guard DirectFolder(path: scratchDirectory).isUsed else { return false }
    HostFile.remove(scratchDirectory)
    return true
  }

  static func plan(of scratchDirectory: String) -> BuildPlan? {
    if let plan = DirectFolder(path: scratchDirectory).plan { return plan }
    for configuration in BuildPlan.configurations {
      guard
        let bytes = HostFile.bytes(
          at: "\(scratchDirectory)/\(configuration).yaml", limit: 32 << 20)
      else { continue }
      return BuildPlan(
        yaml: String(decoding: bytes, as: UTF8.self), configuration: configuration)
    }
    return nil
  }

  var warmStore: WarmStore {
    WarmStore(
      runner: runner, toolchain: toolchain, dependencies: dependencies,
      cacheDirectory: cacheDirectory)
  }
}
