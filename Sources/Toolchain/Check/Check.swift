import Sandbox
import Workspace

/// One check on its way: what earlier gates found out for later ones.
struct Check {
  let subject: CheckSubject
  let checker: Checker
  let tree: FileTree
  let manifest: ConfinedManifest
  let work: WorkFolder
  let command: BuildCommand
  /// What was begun while the model wrote; nil where nothing was.
  let early: EarlyBuild?
  /// Known once the build has passed.
  var plan = BuildPlan()

  init(
    _ subject: CheckSubject, checker: Checker, work: WorkFolder, early: EarlyBuild? = nil
  ) throws {
    self.early = early
    self.subject = subject
    self.checker = checker
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
    case .syntax: try await syntax()
    case .compile: try await compile()
    case .tests: try await tests()
    case .examples: try await examples()
    case .smoke: try await smoke()
    }
  }

  func failure(_ message: String, file: String?) -> GateOutcome {
    GateOutcome(
      result: .failed, detail: message,
      diagnostics: [
        Diagnostic(file: file, line: nil, column: nil, severity: .error, message: message)
      ])
  }
}
