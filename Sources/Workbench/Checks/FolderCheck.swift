import Apps
package import Events
import Files
import Foundation
import Generation
package import Sandbox
package import Toolchain
import Workspace

extension Workbench {
  /// Checks any small package: syntax, compile, tests, examples, smoke run.
  ///
  /// What was compiled is kept for the next check of the folder.
  ///
  /// - Parameters:
  ///   - directory: The package's folder.
  ///   - seconds: For the whole check.
  ///   - faithful: Whether it is built with `swift build`, however slowly.
  ///   - show: Gets what happens.
  /// - Returns: The verdict, and how the check was confined.
  /// - Throws: `UsageError` if the folder holds no package; `SandboxError`, `ToolchainError` or
  ///   `MissingDependencies` if it cannot be checked here; `AppBusy`.
  package func check(
    folder directory: String, seconds: Double, faithful: Bool,
    show: @escaping @Sendable (CheckEvent) -> Void
  ) async throws -> (verdict: Verdict, confinement: Confinement?) {
    let path = URL(fileURLWithPath: directory).standardizedFileURL.resolvingSymlinksInPath().path
    let lock = try lock(on: path)
    defer { withExtendedLifetime(lock) {} }
    guard FileManager.default.fileExists(atPath: path + "/\(AppLayout.packageManifest)") else {
      throw UsageError(
        "\(directory): there is no Package.swift. Name the folder of a Swift package.")
    }
    let runner = try runner()
    let checker = try checker(runner: runner)
    let manifest = try manifest(in: path)
    // If another process checks the same folder, this one builds aside.
    let kept = faithful ? nil : try checker.keptScratch(of: path, template: manifest?.template)
    let aside = try kept == nil ? ScratchFolder(in: home) : nil
    defer {
      aside?.remove()
      // Until here nobody else may build in it.
      withExtendedLifetime(kept) {}
    }
    var subject = CheckSubject(
      treeDirectory: path, scratchDirectory: kept?.path ?? aside?.path ?? "", manifest: manifest,
      requiresTests: true, faithful: faithful, keepsDirectOnly: kept != nil, timeLimit: seconds)
    // Apps are what models write; they have the allowed dependencies, and no others.
    subject.mayHaveOwnDependencies = lock == nil
    let verdict = try await checker.check(subject, report: show)
    sweepCache()
    return (verdict, runner.latest)
  }

  /// The lock of the app whose tree the folder is: nobody may write there during the check.
  ///
  /// - Returns: Nil if the folder is not an app's, or is not there.
  private func lock(on path: String) throws -> AppLock? {
    let apps = URL(fileURLWithPath: home.apps).resolvingSymlinksInPath().path + "/"
    guard path.hasPrefix(apps) else { return nil }
    let parts = path.dropFirst(apps.count).split(separator: "/")
    guard parts.count == 2, parts[1] == "tree", FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    let app = home.app(String(parts[0]))
    return try AppBusy.naming(name(of: app.id)) { try AppLock(app) }
  }

  private func manifest(in path: String) throws -> AppManifest? {
    let tree = try FileTree.read(directory: path)
    guard let bytes = tree[AppLayout.manifest] else { return nil }
    do {
      return try AppManifest.parse(bytes)
    } catch {
      throw UsageError("\(path)/\(AppLayout.manifest): \(error)")
    }
  }
}

/// The verdict on a package, as the outside contract has it.
package struct CheckSummary: Encodable, Sendable {
  package struct Counts: Encodable, Sendable {
    package var passed: Int
    package var failed: Int
  }

  package var verdict: String
  package var gates: [GateResult]
  package var diagnostics: [Diagnostic]
  package var tests: Counts
  package var examples: Counts
  package var failures: [TestFailure]
  package var mismatches: [ExampleFailure]

  package init(_ verdict: Verdict) {
    self.verdict = verdict.outcome.rawValue
    gates = verdict.gates
    diagnostics = verdict.diagnostics
    tests = Counts(passed: verdict.tests.passed, failed: verdict.tests.failed)
    examples = Counts(passed: verdict.examples.passed, failed: verdict.examples.failed)
    failures = verdict.tests.failures
    mismatches = verdict.examples.failures
  }
}
