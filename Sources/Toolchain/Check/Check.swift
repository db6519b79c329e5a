import Sandbox
import Workspace

/// One check on its way: what earlier gates found out for later ones.
struct Check: Sendable {
  let subject: CheckSubject
  let checker: Checker
  let tree: FileTree
  let manifest: ConfinedManifest
  let work: WorkFolder
  var command: BuildCommand
  /// The build folder, with the programs once the build has passed.
  var scratchDirectory: String
  /// What was begun while the model wrote; nil where nothing was.
  let early: EarlyBuild?
  /// Known once the build has passed.
  var plan = BuildPlan()
  /// Runs that were begun with the tests.
  private var beside: RunsBeside?

  init(
    _ subject: CheckSubject, checker: Checker, work: WorkFolder, early: EarlyBuild? = nil
  ) throws {
    self.early = early
    self.subject = subject
    self.checker = checker
    scratchDirectory = subject.scratchDirectory
    try HostFile.makeFolder(subject.scratchDirectory)
    tree = try FileTree.read(directory: subject.treeDirectory)
    self.work = work
    let text = try tree.text(SafePath("Package.swift")) ?? ""
    manifest = ConfinedManifest.rewriting(packageSwift: text)
    var sources: [String: String] = [:]
    for name in Set(manifest.dependencies + subject.dependencies) {
      sources[name] = try checker.dependencies.sources(of: name)
    }
    var replacements: [String: String] = [:]
    if manifest.text != text {
      replacements["Package.swift"] = try work.file("Package.swift", manifest.text)
    }
    if try tree[SafePath("Package.resolved")] != nil {
      // Pins of sources that are elsewhere inside, in a file that could not be written.
      replacements["Package.resolved"] = try work.file(
        "Package.resolved", #"{"pins": [], "version": 2}"#)
    }
    command = BuildCommand(
      toolchain: checker.toolchain, treeDirectory: subject.treeDirectory,
      scratchDirectory: subject.scratchDirectory,
      replacements: replacements, dependencies: sources)
  }

  mutating func run(_ gate: Gate) async throws -> GateOutcome {
    switch gate {
    case .syntax: return try await syntax()
    case .compile: return try await compile()
    case .tests: return try await testsWithRuns()
    case .examples:
      if let outcome = try await beside?.outcome(of: .examples) { return outcome }
      return try await runExamples()
    case .smoke:
      if let outcome = try await beside?.outcome(of: .smoke) { return outcome }
      return try await runSmoke()
    }
  }

  /// Ends what the gates have begun and nobody asks for any more.
  func end() async { await beside?.end() }

  private mutating func testsWithRuns() async throws -> GateOutcome {
    // Where nothing can be tested, nothing is run either.
    beside = plan.testProgram == nil ? nil : RunsBeside(self)
    return try await tests()
  }

  func failure(_ message: String, file: String?) -> GateOutcome {
    GateOutcome(
      result: .failed, detail: message,
      diagnostics: [
        Diagnostic(file: file, line: nil, column: nil, severity: .error, message: message)
      ])
  }
}
