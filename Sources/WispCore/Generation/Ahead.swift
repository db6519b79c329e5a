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

  /// Returns once a check can begin.
  func prepared() async throws { try await preparation.value }

  /// The same for the check itself: where that is given up, the preparation is too.
  func preparedForCheck() async throws { try await preparation.cancellableValue }

  /// The names of examples that the untouched starter passes already: they prove nothing.
  func vacuous(_ examples: [Example]) async throws -> [String] {
    guard !examples.isEmpty else { return [] }
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
    await early.end()
    if case .success(let program) = await starter?.result { program.remove() }
  }
}

/// Follows a reply and begins to build the tree that it makes so far, file by file.
struct ReplyFollower: Sendable {
  private let texts: AsyncStream<String>.Continuation
  private let work: Task<Void, Never>
  private let assembly: ReplyAssembly

  /// `assembly` is what came of the reply before, `kept` what of refused replies stands.
  init(
    _ ahead: Ahead, session: Session, policy: EditPolicy, template: Template,
    assembly: ReplyAssembly, kept: KeptEdits
  ) {
    // Only the newest text counts.
    let (stream, continuation) = AsyncStream.makeStream(
      of: String.self, bufferingPolicy: .bufferingNewest(1))
    texts = continuation
    self.assembly = assembly
    work = Task {
      guard (try? await ahead.prepared()) != nil else { return }
      for await text in stream {
        var assembly = assembly
        assembly.add(text, isCut: true)
        var reply = kept.joined(with: assembly.reply)
        // What is missing may still come.
        reply.errors = []
        let outcome = session.tree.applying(reply, policy: policy)
        guard outcome.errors.isEmpty,
          let accepted = try? Contract.accept(
            outcome.tree, request: session.request, template: template)
        else { continue }
        guard !Task.isCancelled else { return }
        await ahead.early.offer(accepted.tree)
      }
    }
  }

  /// A file of the reply is complete; `text` is all that has come in this answer.
  ///
  /// - Returns: Its first syntax error, where it has come whole and has one.
  func fileClosed(_ path: String, _ text: String) -> FileBroken? {
    texts.yield(text)
    var assembly = assembly
    assembly.add(text, isCut: true)
    return FileBroken(path, in: assembly.reply.edits)
  }

  /// Nothing more comes.
  func end() {
    texts.finish()
    work.cancel()
  }
}
