import Apps
import Events
import Files
import LLM
import Toolchain
import Workspace

/// One session: ask, apply, check, commit, decide; until verified or stopped.
///
/// Read `untilStopped` first: its order is the table in Documentation/Architecture.md. Each step is in a file of its own.
struct SessionLoop: Sendable {
  let parts: Generation
  var session: Session
  /// How the model is asked: the words, the template, the model that they are for.
  var prompt: Prompt
  /// The model that is asked now.
  var model: any LanguageModel
  var workshop: any Workshop
  let clock: SessionClock
  /// The version that the session changes; nil for a new app.
  var earlier: AppVersion?

  mutating func untilStopped() async -> Stop {
    do {
      try await keepEarlier()
      if session.request.kind == .resume { try await checkWhatIsThere() }
      try await renewKit()
      while true {
        try events.check()
        switch Decision(session, elapsed: clock.elapsed) {
        case .stop(let reason):
          if reason == .verified { try await compareWithEarlier() }
          return Stop(reason)
        case .goBack(let attempt): try goBack(to: attempt)
        case .askStronger: askStronger()
        case .ask(let stage):
          switch try await ask(stage) {
          case .unusable(let reply, let error): reject(reply, [error])
          case .contract(let manifest):
            guard try await review(manifest) else { return Stop(.declined) }
          case .template(let template): try await start(on: template)
          case .show(let paths):
            session.talk.show(paths)
            note("the model reads \(paths.map(\.description).joined(separator: ", "))")
          case .already(let how):
            if let stop = try await stopUnchanged(how) { return stop }
          case .dispute(let dispute): return Stop(.disputed, dispute.message)
          case .files(let reply):
            guard let changed = try await apply(reply, stage) else { continue }
            try await checkAndCommit(stage)
            try await mend()
            try await removeLeftovers()
            noteAttempt(changed)
          }
        }
      }
    } catch {
      return Stop(error, isStopping: parts.control.isStopping, isCancelled: Task.isCancelled)
    }
  }
}

extension SessionLoop {
  init(_ parts: Generation, _ session: Session) {
    self.parts = parts
    self.session = session
    if parts.lastTry != nil { self.session.talk.stronger = .waiting }
    prompt = parts.prompt
    model = parts.model
    workshop = parts.workshop(parts.prompt.template, !session.work.isFrozen)
    clock = SessionClock(limit: session.request.limits.seconds, control: parts.control)
  }

  var events: EventSink { parts.events }

  /// Takes the app as it is from now on; nothing else writes its tree.
  mutating func take(_ work: Work) throws {
    try work.tree.write(to: parts.app.tree, replacing: session.work.tree)
    session.work = work
  }

  func note(_ text: String) { events.emit(.replyNoted(ReplyNoted(notes: [text]))) }
}
