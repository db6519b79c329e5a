import Apps
package import Events
import Foundation
package import Generation
import LLM
import Synchronization
import Toolchain
import Workspace

/// The parts of a recorded session, put together to run it again.
enum Replay {
  /// The model that answers as the recording has it.
  ///
  /// No server is asked, whatever the recording says.
  ///
  /// - Throws: `UsageError` or `ModelError` if the recording does not say which API its answers came over.
  static func model(of recording: RecordedSession) throws -> ReplayModel {
    let player = ExchangePlayer()
    guard recording.calls.contains(where: { !$0.exchanges.isEmpty }) else {
      return ReplayModel(recording, reader: nil, player: player)
    }
    let name = recording.start.model
    guard let address = recording.start.address else {
      throw UsageError("The recording does not say at which address \(printable(name)) answered.")
    }
    var remote = try ModelSelection.replayed(name, at: address)
    remote.settings.line = .played(player)
    var policy = RetryPolicy()
    policy.firstWait = 0
    return ReplayModel(recording, reader: remote.model(retrying: policy), player: player)
  }

  /// The recorded request with limits that a slower machine can keep; budgets do not hold, for nothing is
  /// spent.
  static func request(of recording: RecordedSession) -> Request {
    var request = recording.start.request
    request.limits = Limits(rounds: min(max(request.limits.rounds, 1), 100), seconds: 3_600)
    return request
  }

  static func session(
    of recording: RecordedSession, request: Request, tree: FileTree
  ) throws -> Session {
    let start = recording.start
    return Session(
      request: request, tree: tree,
      manifest: start.hasManifest ? tree.manifest : nil,
      isFrozen: start.isFrozen, acceptedTests: start.isFrozen ? Contract.tests(of: tree) : [],
      iteration: start.iteration)
  }
}

extension Workbench {
  /// Runs a recorded session again in the home of this workbench, which is thrown away afterwards by the caller.
  ///
  /// The model's answers come from the recording; nothing is sent. `show` gets each event as it happens.
  ///
  /// - Throws: `UsageError` if the recording cannot be played here; `CancellationError`.
  package func replay(
    _ recording: RecordedSession, show: @escaping @Sendable (StampedEvent) -> Void
  ) async throws -> (report: ReplayReport, end: SessionEnd) {
    let model = try Replay.model(of: recording)
    let start = recording.start
    guard var template = try templates()[start.template] else {
      throw UsageError(
        "The template \(printable(start.template)) of the recording is not installed.")
    }
    let tree = try start.tree.tree()
    let changedStarter = start.request.kind == .new && template.starter != tree
    // A new app began with the starter of its day.
    if start.request.kind == .new { template.starter = tree }
    var scaffold = template
    scaffold.starter = tree
    let request = Replay.request(of: recording)
    let store = try await store()
    let app = try store.create(
      request: request, template: scaffold, model: start.model, expires: nil)
    var workbench = self
    workbench.asker = RecordedAnswers(recording.permissions)
    var run = SessionRun(
      workbench: workbench, store: store, app: app,
      session: try Replay.session(of: recording, request: request, tree: tree),
      template: template, templateReason: "as recorded",
      model: ChosenModel(
        make: { _ in model }, name: start.model,
        reason: "recorded on \(recording.header.at.formatted(.iso8601.year().month().day()))",
        lastTry: start.lastTry.map { ChosenModel.LastTry(make: { _ in model }, what: $0) }))
    run.others = try templates().templates.filter { start.others?.contains($0.name) == true }
    run.rules = start.rules ?? ""
    let end = try await run.run(show: show)
    let outcome = end.outcome
    if case .some(let error) = outcome.error, !(error is RecordingEnded), !(error is ModelError) {
      throw error
    }
    if outcome.finished.reason == .interrupted { throw CancellationError() }
    let report = try ReplayReport(
      recording, outcome, model, changedStarter: changedStarter,
      commits: Journal(path: app.directory.journal).events())
    return (report, end)
  }
}

/// Answers to questions about the contract, in the order in which they were recorded.
private final class RecordedAnswers: Asker {
  private let answers: Mutex<ArraySlice<Bool>>

  init(_ answers: [Bool]) { self.answers = Mutex(answers[...]) }

  func permit(_ request: ContractRequest) -> Bool { answers.withLock { $0.popFirst() } ?? false }
  func review(_ contract: AppManifest) -> ContractReview { .declined }
  func agree(to grant: Grant, for app: String) -> Consent { .nobody }
  func choose(_ question: Question) -> Consent { .nobody }
}
