package import Apps
import Catalog
package import Events
package import Foundation
package import Generation
package import History
import LLM
package import Sandbox
import Synchronization
import Templates
import Toolchain
import Workspace

/// One session on one app, ready to be run: `Workbench.begin`, `change` and `resume` make it.
package struct SessionRun: Sendable {
  let workbench: Workbench
  package let store: AppStore
  package let app: AppStore.Found
  package let session: Session
  let template: Template
  let templateReason: String
  package let model: ChosenModel
  /// The templates that the model may ask for instead.
  var others: [Template] = []
  /// The rules that are sent; nil: the user's own.
  var rules: String?
  /// Whether the user wants to see the contract before code is asked for.
  var reviews = false
  /// The file that the session is recorded in.
  var recording: String?
  /// Held since the app's tree was read, and released at the session's end; nil: taken when it begins.
  var lock: AppLock?
  /// What the user wants while it runs.
  package let control = SessionControl()

  /// Runs the session to its end; `show` gets each event as it happens.
  ///
  /// A failing model and a failing world are ends of a session. Cancelling the task ends it cleanly.
  ///
  /// - Throws: If it could not begin, or its end could not be put on record.
  package func run(show: @escaping @Sendable (StampedEvent) -> Void) async throws -> SessionEnd {
    let lock = try lock ?? store.hold(app, isSession: true)
    defer { lock.release() }
    let runner = try workbench.runner()
    let recorder = try recording.map {
      try SessionRecorder(path: $0, mask: workbench.secrets, program: Version.current)
    }
    let prompt = try prompt()
    recorder?.start(
      RecordedSession.Start(
        session, prompt: prompt, model: model.name, address: model.origin,
        lastTry: model.lastTry?.what))
    let events = EventSink(journal: Journal(path: app.directory.journal)) { stamped in
      recorder?.event(stamped)
      show(stamped)
    }
    let generation = try generation(prompt, runner, recorder, events)
    events.emit(
      .sessionStarted(
        SessionStarted(
          app: app.record.id, name: app.record.isNamed ? app.record.name : nil,
          directory: app.directory.tree, request: session.request,
          template: template.name, templateReason: templateReason, model: model.name,
          modelReason: model.reason)))
    let outcome = await generation.run(session)
    // Without a program to run, the next run builds one.
    _ = try? store.publishProgram(of: app)
    // A history that cannot be packed is as good, only larger.
    try? app.history.pack()
    // What could not be written may be written in half.
    if outcome.finished.reason == .failure { lock.leaveMark() }
    try await recorder?.end(RecordedSession.End(outcome))
    try lock.during { try update(outcome) }
    return try end(outcome, runner.latest)
  }

  private func prompt() throws -> Prompt {
    var prompt = Prompt(texts: try workbench.prompts(), template: template, model: model.name)
    prompt.others = others
    prompt.rules = try rules ?? workbench.houseRules()
    return prompt
  }

  private func generation(
    _ prompt: Prompt, _ runner: BubblewrapRunner, _ recorder: SessionRecorder?, _ events: EventSink
  ) throws -> Generation {
    // From its first contract on the app has the name that is in there.
    let name: @Sendable () -> String = { [store, app] in
      (try? store.update(app.directory))?.name ?? app.record.name
    }
    var generation = Generation(
      app: app.directory, history: app.history, model: asked(model.make, recorder),
      lastTry: model.lastTry.map { LastTry(model: asked($0.make, recorder), what: $0.what) },
      prompt: prompt,
      checker: try workbench.checker(runner: runner),
      confinement: { runner.latest?.description ?? "unknown" }, events: events,
      meter: Meter(
        ledger: store.catalog, prices: try workbench.prices(), app: app.record.id, name: name,
        rules: session.request.limits.rules(app: app.record.id, start: Date()),
        longestCall: session.request.limits.seconds),
      asker: RecordingAsker(base: workbench.asker, recorder: recorder))
    generation.control = control
    generation.reviews = reviews
    generation.name = name
    return generation
  }

  /// The model, recorded if that is asked for, with every secret masked in what it says.
  private func asked(
    _ make: (TransportLine) -> any LanguageModel, _ recorder: SessionRecorder?
  ) -> any LanguageModel {
    let mask = workbench.secrets
    guard let recorder else { return MaskedModel(make(.network), mask: mask) }
    let exchanges = recorder.exchanges()
    let recorded = recorder.recorded(make(.recorded(exchanges)), exchanges: exchanges)
    return MaskedModel(recorded, mask: mask)
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

  private func end(_ outcome: Outcome, _ confinement: Confinement?) throws -> SessionEnd {
    let used = ([template] + others).first { $0.name == outcome.template } ?? template
    return SessionEnd(
      outcome: outcome, expires: try store.find(app.record.id).record.expiresAt,
      readsInput: used.readsInput, canChange: model.canChange,
      lastVerified: outcome.finished.verified ? nil : try? app.history.newestVerified(),
      confinement: confinement)
  }
}

/// Records what is permitted.
private struct RecordingAsker: Asker {
  let base: any Asker
  let recorder: SessionRecorder?

  func permit(_ request: ContractRequest) async throws -> Bool {
    let answer = try await base.permit(request)
    recorder?.permission(answer)
    return answer
  }

  func review(_ contract: AppManifest) async throws -> ContractReview {
    try await base.review(contract)
  }

  func agree(to grant: Grant, for app: String) async throws -> Consent {
    try await base.agree(to: grant, for: app)
  }

  func choose(_ question: Question) async throws -> Consent { try await base.choose(question) }
}

/// What a session came to, and what is known of its app then.
package struct SessionEnd: Sendable {
  package var outcome: Outcome
  /// When the app goes to the trash by itself; nil: never.
  package var expires: Date?
  /// Whether the app reads what is piped into it, and not keys or requests.
  package var readsInput: Bool
  /// Whether the session's model could change the app.
  package var canChange: Bool
  /// The newest verified version of an app that the session did not verify.
  package var lastVerified: AppHistory.VerifiedVersion?
  /// How the last check was confined; nil if none was.
  package var confinement: Confinement?
}
