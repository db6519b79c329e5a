import Events
import Files
import Sandbox
import Workspace

/// Syntax and compilation.
extension Check {
  mutating func syntax() async throws -> GateReport {
    guard tree[AppLayout.packageManifest] != nil else {
      return .failed("there is no Package.swift", file: nil)
    }
    let others = tree.paths.map(\.description).filter {
      $0.hasPrefix(AppLayout.otherPackageManifests)
    }
    if let other = others.first, !subject.mayHaveOwnDependencies {
      return .failed("\(other) would be built in place of Package.swift; remove it", file: other)
    }
    guard manifest.refusals.isEmpty else {
      return GateReport(
        result: .failed, detail: counted(manifest.refusals.count, "error"),
        diagnostics: manifest.refusals)
    }
    let files = tree.paths.map(\.description).filter {
      $0.hasSuffix(".swift") && ($0.hasPrefix(AppLayout.sources) || $0.hasPrefix(AppLayout.tests))
    }
    guard !files.isEmpty else { return GateReport(result: .skipped, detail: "no Swift files") }
    if let refused = tooDeep([manifestName] + files) { return refused }
    beginBuilding()
    guard let mode = LanguageMode.of(manifest: manifest.text) else {
      let refusals = refusals()
      guard refusals.result == .passed else { return refusals }
      return GateReport(result: .skipped, detail: "the package sets its own language modes")
    }
    if !subject.faithful, await !findsSyntaxErrors(in: files) { return refusals() }
    // The compiler has the last word, and words that a model has seen before.
    var command = command
    // The app's own build folder is in use already.
    command.scratchDirectory = try work.folder()
    let result = try await checker.runner.run(
      command.parse(files, languageMode: mode, seconds: min(30, subject.timeLimit)))
    let serialized = HostileFolder(command.scratchDirectory)
      .bytes(of: BuildCommand.serializedName, limit: SerializedDiagnostics.Most.bytes)
    let outcome = BuildOutcome(result, serialized: serialized.map { [$0] } ?? [])
    let errors = outcome.diagnostics.filter { $0.severity == .error && !Self.isAboutRoles($0) }
    guard outcome.result == .timedOut || !errors.isEmpty else { return refusals() }
    return GateReport(
      result: outcome.result,
      detail: outcome.result == .failed ? counted(errors.count, "error") : outcome.detail,
      diagnostics: errors)
  }

  /// The files that nothing parses, each with the reason; nil if there is none.
  private func tooDeep(_ files: [String]) -> GateReport? {
    let found = files.compactMap { file -> Diagnostic? in
      guard let text = (try? SafePath(file)).flatMap({ tree.text($0) }),
        let refusal = NestingScan.refusal(of: text)
      else { return nil }
      return Diagnostic(
        file: file, line: refusal.line, column: nil, severity: .error, message: refusal.message)
    }
    guard !found.isEmpty else { return nil }
    return GateReport(
      result: .failed, detail: "nested too deeply to be checked", diagnostics: found)
  }

  /// Whether an error is none in a program that is a single file: parsed with others, none of them
  /// may have statements at its top.
  private static func isAboutRoles(_ diagnostic: Diagnostic) -> Bool {
    ["expressions", "statements"].contains {
      diagnostic.message == "\($0) are not allowed at the top level"
    }
  }

  private func findsSyntaxErrors(in files: [String]) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      for file in files {
        group.addTask {
          guard let text = (try? SafePath(file)).flatMap({ tree.text($0) }) else { return true }
          return SyntaxCheck.findsErrors(in: text)
        }
      }
      return await group.contains(true)
    }
  }

  mutating func compile() async throws -> GateReport {
    var reason: String?
    if !subject.faithful {
      beginBuilding()
      switch try await building?.ownedValue {
      case .finished(let outcome)?: return finished(outcome, detail: outcome.detail)
      case .unsure(let why)?: reason = why
      case nil: break
      }
    }
    // One build folder belongs to one way of building, and its programs are not the other's.
    await early?.stop()
    await endRuns()
    if subject.keepsDirectOnly {
      scratchDirectory = try work.folder()
      command.scratchDirectory = scratchDirectory
    } else if DirectFolder(path: scratchDirectory).isUsed {
      try HostFile.empty(scratchDirectory)
    }
    let outcome = BuildOutcome(try await swiftBuild())
    let details = [outcome.detail, reason.map { "with swift build, as \($0)" } ?? ""]
    return finished(outcome, detail: details.filter { !$0.isEmpty }.joined(separator: ", "))
  }

  /// Builds with `swift build`, in the package's own way.
  ///
  /// - Throws: `MissingDependencies` if it does not come to compiling, for want of other packages.
  private func swiftBuild() async throws -> CommandResult {
    if let resolved { try await lay(resolved) }
    let result = try await checker.runner.run(
      command.build(subject.configuration, seconds: subject.timeLimit))
    if subject.mayHaveOwnDependencies, result.ending != .exited(0) {
      let output = result.standardOutput + Array("\n".utf8) + result.standardError
      if let message = MissingDependencies.message(in: String(decoding: output, as: UTF8.self)) {
        throw MissingDependencies(
          directory: subject.treeDirectory, dependencies: [], message: message)
      }
    }
    return result
  }

  /// Begins the direct build, beside the first gate: a syntax error only ends it early.
  private mutating func beginBuilding() {
    guard building == nil, !subject.faithful, subject.gates.contains(.compile) else { return }
    building = Task { [self] in try await direct() }
    guard subject.isDistrusted, subject.gates.contains(.tests) else { return }
    scrutiny = Task { [self] in scrutinize() }
  }

  private mutating func finished(_ outcome: BuildOutcome, detail: String) -> GateReport {
    if outcome.result == .passed {
      guard let plan = Checker.plan(of: scratchDirectory) else {
        return .failed("the build left no plan of what it made", file: nil)
      }
      self.plan = plan
    }
    return GateReport(
      result: outcome.result, detail: detail, diagnostics: outcome.diagnostics)
  }
}
