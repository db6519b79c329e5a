import Foundation
import Sandbox
import Workspace

/// Syntax and compilation.
extension Check {
  func syntax() async throws -> GateOutcome {
    guard try tree[SafePath("Package.swift")] != nil else {
      return failure("there is no Package.swift", file: nil)
    }
    let others = tree.paths.map(\.description).filter { $0.hasPrefix("Package@swift-") }
    if let other = others.first {
      return failure("\(other) would be built in place of Package.swift; remove it", file: other)
    }
    guard manifest.refusals.isEmpty else {
      return GateOutcome(
        result: .failed, detail: counted(manifest.refusals.count, "error"),
        diagnostics: manifest.refusals)
    }
    let files = tree.paths.map(\.description).filter {
      $0.hasSuffix(".swift") && ($0.hasPrefix("Sources/") || $0.hasPrefix("Tests/"))
    }
    guard !files.isEmpty else { return GateOutcome(result: .skipped, detail: "no Swift files") }
    guard let mode = LanguageMode.of(manifest: manifest.text) else {
      return GateOutcome(result: .skipped, detail: "the package sets its own language modes")
    }
    let result = try await checker.runner.run(
      command.parse(files, languageMode: mode, seconds: min(30, subject.timeLimit)))
    let outcome = BuildOutcome(result)
    return GateOutcome(
      result: outcome.result, detail: outcome.result == .passed ? "" : outcome.detail,
      diagnostics: outcome.diagnostics.filter { $0.severity == .error })
  }

  mutating func compile() async throws -> GateOutcome {
    let seed = try await seedScratch()
    var outcome = try await build()
    if let seed, outcome.result == .failed, !outcome.diagnostics.contains(where: isOfApp) {
      // Nothing of the app's is wrong: perhaps what it started from is.
      try emptyScratch()
      outcome = try await build()
      if outcome.result == .passed { checker.seeds.discard(seed) }
    }
    guard outcome.result == .passed else {
      return GateOutcome(
        result: outcome.result, detail: outcome.detail, diagnostics: outcome.diagnostics)
    }
    guard let plan = Checker.plan(of: subject.scratchDirectory) else {
      return failure("the build left no plan of what it made", file: nil)
    }
    self.plan = plan
    return GateOutcome(
      result: .passed, detail: outcome.detail, diagnostics: outcome.diagnostics)
  }

  private func build() async throws -> BuildOutcome {
    BuildOutcome(try await checker.runner.run(command.build(seconds: subject.timeLimit)))
  }

  /// Fills an empty build folder from the template's seed.
  ///
  /// Without one the build is only slower.
  private func seedScratch() async throws -> Seed? {
    let unfinished = "\(subject.scratchDirectory)/unfinished-copy"
    if HostFile.stamp(of: unfinished) != nil { try emptyScratch() }
    let names = try FileManager.default.contentsOfDirectory(atPath: subject.scratchDirectory)
    guard let starter = subject.starter, names.isEmpty else { return nil }
    do {
      let seed = try await checker.seeds.seed(for: starter) { _ in }
      // Whoever is killed now leaves a folder that nobody takes for a build.
      try HostFile.makeFolder(unfinished)
      let copy = try await checker.runner.run(command.copy(from: seed.scratch))
      if copy.ending == .exited(0) {
        HostFile.remove(unfinished)
        return seed
      }
    } catch is ToolchainError {
      // The starter does not build or cannot be kept; the app's own build says more.
    }
    try emptyScratch()
    return nil
  }

  private func emptyScratch() throws {
    let folder = subject.scratchDirectory
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      HostFile.remove("\(folder)/\(name)")
    }
  }

  private func isOfApp(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.severity == .error && diagnostic.file.map { !$0.hasPrefix("/") } == true
  }
}
