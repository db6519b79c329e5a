import ArgumentParser
import BuiltinModel
import Catalog
import Foundation
import LLM
import Toolchain
import WispCore
import Workspace

/// `wisp tweak`: see its abstract.
struct TweakCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tweak", abstract: "Change an app. The change is added to its history.",
    discussion: """
      Examples:
        wisp tweak "ignore case"
        wisp tweak csv-sum "sort by the sum"

      The contract of an app is its examples and tests. A tweak may add to it and change it; the changes \
      are shown with + and -. If a tweak drops or changes an accepted example, wisp asks you on a \
      terminal. Without a terminal the example stays, unless you give --yes.
      """)

  @Argument(
    help: ArgumentHelp(
      "The app (default: the newest) and the change in plain English, in quotes.",
      valueName: "app> <change"),
    completion: AppCompletion.present)
  var words: [String] = []

  @OptionGroup var options: GenerationOptions

  func run() async throws {
    let workbench = Workbench()
    let store = try workbench.store()
    guard let change = words.last, words.count <= 2 else {
      throw UsageError(
        "Say what to change, in quotes: wisp tweak \"ignore case\", or wisp tweak APP \"ignore case\"."
      )
    }
    if words.count == 1, change.wholeMatch(of: /[a-z0-9-]+/) != nil,
      try store.catalog.find(change) != .none
    {
      throw UsageError(
        "\(change) is an app. Say what to change, in quotes: wisp tweak \(change) \"ignore case\"")
    }
    let app = try store.find(words.count == 2 ? words[0] : nil)
    guard app.record.iterations > 0 else {
      throw AppNotFound(
        "\(app.record.id) was never written, so there is nothing to change.\n"
          + "Go on with it: wisp resume \(app.record.id)")
    }
    let request = Request(
      kind: .tweak, text: workbench.secrets(change.trimmingCharacters(in: .whitespacesAndNewlines)),
      description: app.record.description, name: nil,
      limits: try options.limits(workbench.configuration()))
    try await workbench.goOn(app, request, store: store, options: options)
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

/// `wisp resume`: see its abstract.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Continue an app that was interrupted or is not verified.",
    discussion: """
      Examples:
        wisp resume
        wisp resume csv-sum --max-rounds 3 --model anthropic
      """)

  @OptionGroup var app: AppArgument
  @OptionGroup var options: GenerationOptions

  func run() async throws {
    let workbench = Workbench()
    let store = try workbench.store()
    let app = try store.find(app.app)
    let unfinished = Unfinished(
      Journal(path: app.directory.journal).events(), record: app.record)
    if app.record.isVerified, unfinished.tweak == nil {
      workbench.terminal.line(
        "\(app.record.id) is verified already; there is nothing left to do. "
          + (Conversation.isUnderway ? "/run runs it." : "Run it: wisp run \(app.record.id)"))
      return
    }
    let request = unfinished.request(
      limits: try options.limits(workbench.configuration()))
    let shortfall = try app.shortfall()
    if !options.json, !options.quiet {
      for line in ShortfallLines(isVerbose: options.verbose).lines(of: shortfall) {
        workbench.terminal.line(line)
      }
    }
    try await workbench.goOn(
      app, request, store: store, options: options, known: shortfall.verdict)
  }
}

extension Workbench {
  /// A session on an app that has a history; the caller holds its lock.
  private func continuing(
    _ app: AppStore.Found, _ request: Request, store: AppStore, _ lock: AppLock
  ) throws -> Session {
    let tree = try lock.during { try store.restoreTree(of: app) }
    let log = try app.history.log()
    let number = log.first?.number ?? 0
    guard log.contains(where: { $0.kind != .scaffold }) else {
      return Session(request: request, tree: tree, iteration: number)
    }
    let isFrozen = log.contains { Contract.isAccepted(in: $0.body) }
    return Session(
      request: request, tree: tree, manifest: try Contract.manifest(in: tree), isFrozen: isFrozen,
      acceptedTests: isFrozen ? Contract.tests(of: tree) : [], iteration: number)
  }

  /// Runs a session on an existing app with the model that is asked for, or chosen now.
  ///
  /// `known` is what was shown of a failed check before.
  ///
  /// - Throws: `ModelError` before anything is touched where the model cannot change apps.
  func goOn(
    _ app: AppStore.Found, _ request: Request, store: AppStore, options: GenerationOptions,
    known: Verdict? = nil
  ) async throws {
    let model = try await chooseModel(options.model, effort: options.effort, for: nil)
    if request.kind == .tweak, !model.canChange {
      var refusal = Refusal.change(of: app.record.id)
      if Conversation.isUnderway { refusal.advice += "\nFor another app: /new \"DESCRIPTION\"" }
      throw refusal
    }
    try checkBudget(request.limits, model: model.name)
    guard let template = try templates()[app.record.template] else {
      throw UsageError("The template \(app.record.template) of \(app.record.id) is not installed.")
    }
    try home.checkSpace()
    // From here to the session's end nobody else changes the app.
    let lock = try store.hold(app, isSession: true)
    let session = try continuing(app, request, store: store, lock)
    var run = SessionRun(
      workbench: self, store: store, app: app, template: template,
      templateReason: "the app's own", model: model, options: options.shown)
    run.known = known?.failures
    run.lock = lock
    try await run.conduct(session)
  }
}
