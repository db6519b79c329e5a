import ArgumentParser
import Catalog
import Foundation
import History
import LLM
import Sandbox
import Templates
import Toolchain
import WispCore
import Workspace

/// Conducts one session for `new`, `tweak` and `resume`: parts put together, events shown, catalog kept.
struct SessionRun: Sendable {
  let workbench: Workbench
  let store: AppStore
  let app: AppStore.Found
  let template: Template
  let templateReason: String
  let model: ChosenModel
  let options: Shown
  /// The templates that the model may ask for instead.
  var others: [Template] = []
  /// The rules that are sent; nil: the user's own.
  var rules: String?
  /// Whether the user wants to see the contract before code is asked for.
  var reviews = false
  /// Answers to questions about the contract, in order, where a recording has them.
  var permissions: [Bool]?
  /// Failures that were shown before; they are not shown again.
  var known: CheckFailures?
  /// Held since the app's tree was read, and released at the session's end; nil: taken when it begins.
  var lock: AppLock?
  /// What the user wants while it runs.
  let control = SessionControl()

  /// How the session is shown and kept.
  struct Shown: Sendable {
    var json: Bool
    var quiet: Bool
    /// Whether every diagnostic, all remarks and the model's own words are shown.
    var verbose = false
    /// Whether every question about the contract is answered with yes.
    var yes: Bool
    /// The file that the session is recorded in.
    var recording: String?
    /// The model that the user named, to go on with.
    var namedModel: String?
    /// Whether standard output belongs to something else, so that events go to standard error.
    var isBesideOutput = false
    /// Whether one line says what happens now; what failed is said at the end.
    var isBrief = false
  }

  /// Runs the session, says what came of it and returns the exit code.
  func conduct(_ session: Session) async throws {
    let outcome = try await outcome(of: session)
    let expires = try store.find(app.record.id).record.expiresAt
    if !options.json {
      let used = ([template] + others).first { $0.name == outcome.template } ?? template
      let summary = SessionSummary(
        outcome: outcome, expires: expires, readsInput: used.readsInput,
        isInConversation: Conversation.isUnderway, canChange: model.canChange,
        lastVerified: outcome.finished.verified ? nil : try? app.history.newestVerified())
      let isSeen = isatty(STDOUT_FILENO) == 1
      for line in summary.lines { Output.line(isSeen ? workbench.terminal.fitted(line) : line) }
    }
    // Who stopped it with a key is still there; who interrupted it wanted to be away.
    let isLeft =
      outcome.finished.reason == .interrupted && !control.isStopping
      || outcome.finished.reason == .declined
    if !options.json, !options.quiet, !isLeft,
      !Conversation.isUnderway, EndMenu.isUsable(workbench.terminal)
    {
      try await EndMenu(
        workbench: workbench, finished: outcome.finished, model: options.namedModel,
        modelCanChange: model.canChange, example: outcome.session.manifest?.examples.first
      ).run()
    }
    throw ExitCode(ExitStatus(outcome.finished.reason, error: outcome.error).rawValue)
  }

  /// Runs the session to its end; Ctrl-C ends it cleanly.
  func outcome(of session: Session) async throws -> Outcome {
    let lock = try lock ?? store.hold(app, isSession: true)
    defer { lock.release() }
    let runner = try workbench.runner()
    let checker = try workbench.checker(runner: runner)
    let mask = workbench.secrets
    let recorder = try options.recording.map {
      try SessionRecorder(path: $0, mask: mask, program: Version.current)
    }
    var prompt = Prompt(texts: try workbench.prompts(), template: template, model: model.name)
    prompt.others = others
    prompt.rules = try rules ?? workbench.houseRules()
    recorder?.start(
      RecordedSession.Start(
        session, prompt: prompt, model: model.name, address: model.origin,
        lastTry: model.lastTry?.what))
    let report = TerminalReport(
      workbench.terminal, isVerbose: options.verbose, isBrief: options.isBrief, known: known)
    let events = sink(recorder, report)
    var generation = Generation(
      app: app.directory, history: app.history, model: asked(model.make, recorder, mask),
      lastTry: model.lastTry.map {
        LastTry(model: asked($0.make, recorder, mask), what: $0.what)
      },
      prompt: prompt,
      checker: checker,
      confinement: { runner.latest?.description ?? "unknown" }, events: events,
      meter: Meter(
        ledger: store.catalog, prices: try workbench.prices(), app: app.record.id,
        rules: session.request.limits.rules(app: app.record.id, start: Date()),
        longestCall: session.request.limits.seconds),
      asker: asker(recorder))
    generation.control = control
    generation.reviews = reviews
    events.emit(
      .sessionStarted(
        SessionStarted(
          app: app.record.id, directory: app.directory.tree, request: session.request,
          template: template.name, templateReason: templateReason, model: model.name,
          modelReason: model.reason)))
    if isWatched { SessionKeys.begin(control, report.live) }
    defer { SessionKeys.end() }
    let outcome = try await Interrupts.cancelling { [generation] in await generation.run(session) }
    // Without a program to run, the next run builds one.
    _ = try? store.publishProgram(of: app)
    // A history that cannot be packed is as good, only larger.
    try? app.history.pack()
    workbench.terminal.clear()
    if !options.json, !options.quiet, !outcome.finished.verified { report.sayWhatFailed() }
    // What could not be written may be written in half.
    if outcome.finished.reason == .failure { lock.leaveMark() }
    try await recorder?.end(RecordedSession.End(outcome))
    try lock.during { try update(outcome) }
    if !options.quiet, !options.isBrief { workbench.terminal.confinement(runner.latest) }
    return outcome
  }

  /// Whether a person sees the session in a region of its own.
  private var isWatched: Bool {
    !options.json && !options.quiet && !options.isBesideOutput && workbench.terminal.isInteractive
  }

  /// Where events go: the journal, the reader that shows them, the recording.
  private func sink(_ recorder: SessionRecorder?, _ report: TerminalReport) -> EventSink {
    EventSink(journal: Journal(path: app.directory.journal)) { [options] stamped in
      recorder?.event(stamped)
      if options.json, let line = try? stamped.line() {
        Output.bytes(line + [0x0A], to: options.isBesideOutput ? STDERR_FILENO : STDOUT_FILENO)
      }
      if !options.json, !options.quiet { report.show(stamped.event) }
    }
  }

  /// The model, recorded where that is asked for, with every secret masked in what it says.
  private func asked(
    _ make: (TransportLine) -> any LanguageModel, _ recorder: SessionRecorder?, _ mask: SecretMask
  ) -> any LanguageModel {
    guard let recorder else { return MaskedModel(make(.network), mask: mask) }
    let exchanges = recorder.exchanges()
    let recorded = recorder.recorded(make(.recorded(exchanges)), exchanges: exchanges)
    return MaskedModel(recorded, mask: mask)
  }

  private func asker(_ recorder: SessionRecorder?) -> any Asker {
    if let permissions { return RecordedAnswers(permissions) }
    return TerminalAsker(
      terminal: workbench.terminal, canAsk: !options.json, agrees: options.yes,
      permitted: { recorder?.permission($0) })
  }

  /// Brings the catalog up to what the session came to.
  private func update(_ outcome: Outcome) throws {
    try store.update(app.directory) { record in
      // Before the first commit the app is still what it was laid out as.
      if outcome.session.iteration > 0 { record.template = outcome.template }
      record.updatedAt = Date()
      record.model = model.name
    }
  }
}
