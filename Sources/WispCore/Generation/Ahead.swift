import Templates
import Toolchain
import Workspace

/// What is done while the model writes: the template's preparation, its starter to try examples on,
/// and builds of what has come of the reply.
struct Ahead: Sendable {
  private let checker: Checker
  private let template: Template
  /// The template's build, shared by all apps.
  private let preparation: Task<Void, any Error>
  private let starter: Task<StarterProgram, any Error>?
  private let trials = StarterTrials()
  let early: EarlyBuild

  /// `triesExamples`: whether examples are to be accepted, and so tried on the starter.
  init(
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

  /// Returns once something can be built.
  func prepared() async throws { try await preparation.value }

  /// The same for the check itself: where that is given up, the preparation is too.
  func preparedForCheck() async throws { try await preparation.cancellableValue }

  /// Begins to try proposed examples on the untouched starter.
  func tryOnStarter(_ examples: [Example]) {
    guard let starter, !examples.isEmpty else { return }
    trials.begin(examples) { try await starter.value.passes(examples) }
  }

  /// The names of examples that the untouched starter passes already: they prove nothing.
  func vacuous(_ examples: [Example]) async throws -> [String] {
    guard !examples.isEmpty else { return [] }
    if let trial = trials.ofExactly(examples) { return try await trial.valueOrCancellation }
    guard let starter else {
      let program = try await StarterProgram(template.starter, checker: checker)
      defer { program.remove() }
      return try await program.passes(examples)
    }
    return try await starter.valueOrCancellation.passes(examples)
  }

  /// Ends all that is on its way; returns once nothing of it is left.
  func end() async {
    preparation.cancel()
    starter?.cancel()
    await trials.end()
    await early.end()
    if case .success(let program) = await starter?.result { program.remove() }
  }
}
