package import Apps
package import Events
package import Templates
package import Toolchain
package import Workspace

/// Builds and tries trees in the sandbox: the template's preparation, its starter to try examples on, and builds
/// of what has come of the reply.
package struct ConfinedWorkshop: Workshop {
  private let checker: Checker
  private let template: Template
  /// The template's build, shared by all apps.
  private let preparation: Task<Void, any Error>
  private let starter: Task<StarterProgram, any Error>?
  private let trials = StarterTrials()
  private let early: EarlyBuild
  private let earlier = EarlierProgram()

  /// `triesExamples`: whether examples are to be accepted, and so tried on the starter.
  package init(
    _ checker: Checker, template: Template, triesExamples: Bool, scratchDirectory: String,
    events: EventSink
  ) {
    self.checker = checker
    self.template = template
    let preparation = Task {
      try await checker.prepare(starter: template.starter) { event in
        if let event = Preparing(event, of: "the template's build, shared by all apps") {
          events.emit(.preparing(event))
        }
      }
    }
    self.preparation = preparation
    starter =
      triesExamples
      ? Task {
        try await preparation.value
        return try await StarterProgram(template.starter, checker: checker)
      } : nil
    early = checker.early(scratchDirectory: scratchDirectory)
  }

  package var toolchain: String { "\(checker.toolchain.version), \(checker.toolchain.triple)" }

  package func prepared() async throws { try await preparation.value }
  package func preparedForCheck() async throws { try await preparation.ownedValue }

  package func offer(_ tree: FileTree, _ manifest: AppManifest, triesExamples: Bool) async {
    if triesExamples, let starter, !manifest.examples.isEmpty {
      let examples = manifest.examples
      trials.begin(examples) { try await starter.value.passes(examples) }
    }
    await early.offer(tree, manifest)
  }

  package func check(
    _ subject: CheckSubject, triesExamples: Bool, report: @escaping @Sendable (CheckEvent) -> Void
  ) async throws -> Verdict {
    guard triesExamples, let examples = subject.manifest?.examples else {
      return try await checker.check(subject, early: early, report: report)
    }
    // Tried beside the check.
    let trial = Task { try await vacuous(examples) }
    var subject = subject
    subject.vacuousExamples = { try await trial.ownedValue }
    let verdict = await Result { try await checker.check(subject, early: early, report: report) }
    trial.cancel()
    _ = await trial.result
    return try verdict.get()
  }

  /// The names of examples that the untouched starter passes already: they prove nothing.
  private func vacuous(_ examples: [Example]) async throws -> [String] {
    guard !examples.isEmpty else { return [] }
    if let trial = trials.ofExactly(examples) { return try await trial.sharedValue }
    guard let starter else {
      let program = try await StarterProgram(template.starter, checker: checker)
      defer { program.remove() }
      return try await program.passes(examples)
    }
    return try await starter.sharedValue.passes(examples)
  }

  package func keep(_ earlier: AppVersion, program: BuiltProgram?) async {
    self.earlier.begin { [checker, preparation] in
      if let program {
        return try TreeProgram(
          earlier, product: program.facts.product, builtIn: program.build, checker: checker)
      }
      try await preparation.value
      return try await TreeProgram(building: earlier, checker: checker)
    }
  }

  package func compare(
    _ version: AppVersion, in scratchDirectory: String
  ) async throws -> BehaviourCompared? {
    guard let before = try await earlier.program(),
      let product = Checker.product(named: version.manifest.name, in: scratchDirectory),
      let now = try TreeProgram(
        version, product: product, builtIn: scratchDirectory, checker: checker)
    else { return nil }
    return try await BehaviourComparison(from: before, to: now).compared(
      seconds: Self.comparisonSeconds)
  }

  /// Wall-clock seconds after which a comparison tries no further input.
  private static let comparisonSeconds = 10.0

  package func end() async {
    preparation.cancel()
    starter?.cancel()
    await trials.end()
    await early.end()
    await earlier.end()
    if case .success(let program) = await starter?.result { program.remove() }
  }
}

extension Result where Failure == any Error {
  /// What an operation came to.
  fileprivate init(_ operation: () async throws -> Success) async {
    do { self = .success(try await operation()) } catch { self = .failure(error) }
  }
}
