package import Apps
import BuiltinModel
import Catalog
package import Events
import Foundation
import Generation
import History

/// What becomes of an app that is to be gone on with.
package enum Resumption: Sendable {
  /// It is verified: there is nothing to go on with.
  case verified
  /// A session, and why the app is not verified so far.
  case session(SessionRun, Shortfall)
}

extension Workbench {
  /// A session that changes an app as the user says.
  ///
  /// - Throws: `AppNotFound` if the app was never written; `ModelError`, before anything is touched, if the model
  ///   cannot change apps; `AppBusy` if another process works on it.
  package func change(
    _ app: AppStore.Found, in store: AppStore, _ text: String, limits: Limits,
    _ settings: SessionSettings
  ) async throws -> SessionRun {
    guard app.record.iterations > 0 else {
      throw store.unwritten(
        app,
        next: ", so there is nothing to change.\nGo on with it: wisp resume \(app.record.name)")
    }
    let request = Request(
      kind: .tweak, text: secrets(text.trimmingCharacters(in: .whitespacesAndNewlines)),
      description: app.record.description, name: nil, limits: limits)
    return try await goOn(app, in: store, request, settings)
  }

  /// A session that goes on with an app from its last commit.
  ///
  /// - Throws: As `change`.
  package func resume(
    _ app: AppStore.Found, in store: AppStore, limits: Limits, _ settings: SessionSettings
  ) async throws -> Resumption {
    let unfinished = Unfinished(Journal(path: app.directory.journal).events(), record: app.record)
    guard !app.record.isVerified || unfinished.tweak != nil else { return .verified }
    let shortfall = try app.shortfall()
    let run = try await goOn(app, in: store, unfinished.request(limits: limits), settings)
    return .session(run, shortfall)
  }

  /// Prepares a session on an existing app, which it holds from here on.
  private func goOn(
    _ app: AppStore.Found, in store: AppStore, _ request: Request, _ settings: SessionSettings
  ) async throws -> SessionRun {
    let model = try await chooseModel(settings.model, effort: settings.effort, for: nil)
    if request.kind == .tweak, !model.canChange { throw BuiltinRefusal.change(of: app.record.name) }
    try checkBudget(request.limits, model: model.name)
    guard let template = try templates()[app.record.template] else {
      throw UsageError(
        "The template \(app.record.template) of \(app.record.name) is not installed.")
    }
    try home.checkSpace()
    // From here to the session's end nobody else changes the app.
    let lock = try store.hold(app, isSession: true)
    var run = SessionRun(
      workbench: self, store: store, app: app,
      session: try continuing(app, request, store: store, lock), template: template,
      templateReason: "the app's own", model: model)
    run.lock = lock
    run.recording = settings.recording
    return run
  }

  /// What was changed so far, as the user said it, oldest first; the last five.
  private static func changes(in log: [HistoryEntry]) -> [String] {
    log.filter { $0.kind == .tweak }.prefix(5).reversed().compactMap { entry in
      // "Change NAME: TEXT"
      entry.subject.firstRange(of: ": ").map { String(entry.subject[$0.upperBound...]) }
    }
  }

  /// A session on an app that has a history; the caller holds its lock.
  private func continuing(
    _ app: AppStore.Found, _ request: Request, store: AppStore, _ lock: AppLock
  ) throws -> Session {
    let tree = try lock.during { try store.restoreTree(of: app) }
    let log = try app.history.log()
    let number = log.first?.number ?? 0
    var request = request
    let earlier = Self.changes(in: log)
    if !earlier.isEmpty { request.earlier = earlier }
    guard log.contains(where: { $0.kind != .scaffold }) else {
      return Session(request: request, tree: tree, iteration: number)
    }
    let isFrozen = log.contains { Contract.isAccepted(in: $0.body) }
    return Session(
      request: request, tree: tree, manifest: tree.manifest, isFrozen: isFrozen,
      acceptedTests: isFrozen ? Contract.tests(of: tree) : [], iteration: number)
  }
}

/// What an app's journal says is still to be done.
private struct Unfinished {
  /// The app's first request: its description and the user's examples.
  var first: Request?
  /// A change that was asked for and of which no iteration was committed.
  var tweak: Request?
  var record: AppRecord

  init(_ events: [StampedEvent], record: AppRecord) {
    self.record = record
    for stamped in events {
      switch stamped.event {
      case .sessionStarted(let session):
        if first == nil { first = session.request }
        if session.request.kind == .tweak { tweak = session.request }
      case .commitCreated: tweak = nil
      default: break
      }
    }
  }

  func request(limits: Limits) -> Request {
    Request(
      kind: tweak == nil ? .resume : .tweak, text: tweak?.text ?? record.description,
      description: record.description, name: first?.name, examples: first?.examples ?? [],
      attachments: first?.attachments ?? [], limits: limits)
  }
}
