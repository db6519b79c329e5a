import Events
import Files
import Sandbox
import Workspace

/// One check on its way: what earlier gates found out for later ones.
struct Check: Sendable {
  let subject: CheckSubject
  let checker: Checker
  let tree: FileTree
  let parsed: ParsedSources
  /// The manifest that counts.
  let manifestName: String
  let manifest: ConfinedManifest
  /// The package's own dependencies; nil if it has none but those that are prepared.
  let resolved: ResolvedDependencies?
  let work: WorkFolder
  var command: BuildCommand
  /// The build folder, with the programs once the build has passed.
  var scratchDirectory: String
  /// The work that was begun while the model wrote; nil if there is none.
  let early: EarlyBuild?
  /// Known once the build has passed.
  var plan = BuildPlan()
  /// Runs of the program, begun as soon as it is there.
  private var runs = AppRuns()
  /// The tests on mutants of the app, begun with the build.
  let mutants = MutantTrial()
  /// The closer look at tests and code, begun with the build.
  var scrutiny: Task<Scrutiny, Never>?
  /// The first runs of the examples, once the gate has passed.
  private var firstRuns = ExampleRuns(report: GateReport(result: .skipped))
  /// The runs with other input, once the gate `proof` has looked at them.
  var variedRuns: [TracedRun] = []
  /// Every first run that counts, in order.
  var runsMade: [TracedRun] { firstRuns.runs + variedRuns }
  /// What the examples prove, once the gate has found out.
  var foundProof: Proof?
  /// The direct build, begun with the first gate.
  var building: Task<DirectBuild.Result, any Error>?

  init(
    _ subject: CheckSubject, checker: Checker, work: WorkFolder, early: EarlyBuild? = nil
  ) throws {
    self.early = early
    self.subject = subject
    self.checker = checker
    scratchDirectory = subject.scratchDirectory
    try HostFile.makeFolder(subject.scratchDirectory)
    tree = try FileTree.read(directory: subject.treeDirectory)
    parsed = ParsedSources(tree)
    self.work = work
    manifestName =
      subject.mayHaveOwnDependencies
      ? ManifestFile.name(in: tree, compiler: checker.toolchain.version) : ManifestFile.usual
    let text = try tree.text(SafePath(manifestName)) ?? ""
    resolved =
      subject.mayHaveOwnDependencies
      ? try ResolvedDependencies(
        of: text, in: subject.treeDirectory, resolved: tree[SafePath("Package.resolved")],
        packageCache: checker.packageCache) : nil
    manifest =
      resolved == nil
      ? ConfinedManifest.rewriting(packageSwift: text)
      : ConfinedManifest(text: text, dependencies: [], refusals: [])
    command = BuildCommand(
      toolchain: checker.toolchain, treeDirectory: subject.treeDirectory,
      scratchDirectory: subject.scratchDirectory, dependencies: [:])
    if let resolved {
      try show(resolved)
    } else {
      try showPrepared(besides: text)
    }
  }

  /// Shows the prepared dependencies that the manifest uses, in place of those that it names.
  private mutating func showPrepared(besides text: String) throws {
    for name in Set(manifest.dependencies + subject.dependencies) {
      command.dependencies[name] = try checker.dependencies.sources(of: name)
    }
    if manifest.text != text {
      command.replacements[manifestName] = try work.file(manifestName, manifest.text)
    }
    if try tree[SafePath("Package.resolved")] != nil {
      // Pins of sources that are elsewhere inside, in a file that could not be written.
      command.replacements["Package.resolved"] = try work.file(
        "Package.resolved", #"{"pins": [], "version": 2}"#)
    }
  }

  mutating func run(_ gate: Gate) async throws -> GateReport {
    switch gate {
    case .syntax: return try await syntax()
    case .compile: return try await compile()
    case .tests:
      // Where nothing can be tested, nothing is run either.
      if plan.testProgram != nil {
        runs.begin(trial(of: plan), choice)
        if choice.variations { runs.beginAgain(trial(of: plan)) }
      }
      return try await tests()
    case .examples:
      let ran = try await runs.examples()
      firstRuns = if let ran { ran } else { try await trial(of: plan).examples() }
      if subject.isDistrusted { firstRuns = firstRuns.lookingAtPages() }
      return firstRuns.report
    case .smoke:
      if let report = try await runs.smoke() { return report }
      return try await trial(of: plan).smoke()
    case .proof: return try await proof()
    }
  }

  /// What the examples with other input have shown.
  func sensitivity(of app: AppManifest) async throws -> Sensitivity {
    if let found = try await runs.sensitivity() { return found }
    return try await trial(of: plan).sensitivity(of: app)
  }

  /// What the second runs of the examples have shown.
  func repetition() async throws -> Repetition {
    // Examples that were too slow beside others were run again alone.
    if try await runs.examples() != nil, let found = try await runs.repetition() { return found }
    return try await trial(of: plan).repeated(after: firstRuns.runs)
  }

  /// Begins the runs of a program that is there, while the tests are still being made; goes on with
  /// those that were begun while the model wrote.
  func begin(_ program: DirectFolder.Product, of plan: BuildPlan) {
    guard subject.gates.contains(.tests), plan.testProgram != nil,
      plan.executable(for: subject.manifest?.name) == program.name
    else { return }
    if let early, choice == .all, let manifest = subject.manifest,
      subject.exampleTimeLimit == CheckSubject.exampleSeconds,
      let begun = early.runs.take(
        AppTrial.Key(program: program.key, manifest: manifest, tree: tree))
    {
      runs.adopt(begun)
    } else {
      runs.begin(trial(of: plan), choice)
    }
  }

  private var choice: AppRuns.Choice {
    AppRuns.Choice(gates: subject.gates, variations: subject.isDistrusted)
  }

  private func trial(of plan: BuildPlan) -> AppTrial {
    AppTrial(
      checker: checker, work: work, scratchDirectory: scratchDirectory, plan: plan,
      sources: parsed, manifest: subject.manifest, seconds: subject.exampleTimeLimit,
      runtime: subject.runtime)
  }

  /// Ends what the gates have begun and nobody asks for any more.
  func end() async {
    building?.cancel()
    _ = await building?.result
    await mutants.end()
    _ = await scrutiny?.value
    await runs.end()
  }

  /// Ends runs of a program that does not count any more.
  mutating func endRuns() async {
    await runs.end()
    runs = AppRuns()
  }
}
