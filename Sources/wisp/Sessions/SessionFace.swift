import Apps
import Events
import Foundation
import Reports
import Terminal
import Workbench
import Workspace

/// Runs sessions at the terminal: what happens is shown, keys are heard, and the end is said.
struct SessionFace: Sendable {
  let face: Face
  let display: SessionDisplay

  private var terminal: Terminal { face.terminal }

  /// Runs a session, says what came of it and, on a terminal, asks what to do with the app.
  ///
  /// - Parameters:
  ///   - run: The session.
  ///   - known: What failed and was shown before; it is not shown again.
  /// - Returns: The exit code: of the session, or of what was chosen then.
  /// - Throws: If the session could not begin, or what was chosen fails.
  func conduct(_ run: SessionRun, known: CheckFailures? = nil) async throws -> ExitStatus {
    let end = try await watch(run, known: known)
    let finished = end.outcome.finished
    if !display.json {
      let isSeen = isatty(STDOUT_FILENO) == 1
      for line in SessionSummary(end, isInConversation: Conversation.isUnderway).lines {
        Output.line(isSeen ? terminal.fitted(line) : line)
      }
    }
    // Who stopped it with a key is still there; who interrupted it wanted to be away.
    let isLeft =
      finished.reason == .interrupted && !run.control.isStopping || finished.reason == .declined
    let status = ExitStatus(finished.reason, error: end.outcome.error)
    guard display.isForPeople, !isLeft, !Conversation.isUnderway, EndMenu.isUsable(terminal) else {
      return status
    }
    let menu = EndMenu(
      face: face, store: run.store, finished: finished, model: display.namedModel,
      modelCanChange: end.canChange, example: end.outcome.session.work.manifest?.examples.first)
    return try await menu.run() ?? status
  }

  /// Runs a session to its end; Ctrl-C ends it cleanly.
  func watch(_ run: SessionRun, known: CheckFailures? = nil) async throws -> SessionEnd {
    let report = TerminalReport(
      terminal, isVerbose: display.verbose, isBrief: display.isBrief,
      look: Conversation.isUnderway ? "/show --verbose" : "wisp show --verbose", known: known)
    if isWatched { SessionKeys.begin(run.control, report.live) }
    defer { SessionKeys.end() }
    let end = try await Interrupts.cancelling { [display] in
      try await run.run { stamped in
        if display.json, let line = try? stamped.line() {
          Output.bytes(
            line + [0x0A], to: display.isBesideOutput ? STDERR_FILENO : STDOUT_FILENO)
        }
        if display.isForPeople { report.show(stamped.event) }
      }
    }
    terminal.clear()
    if display.isForPeople, !end.outcome.finished.verified { report.sayWhatFailed() }
    if !display.quiet, !display.isBrief { terminal.confinement(end.confinement) }
    return end
  }

  /// Whether a person sees the session in a region of its own.
  private var isWatched: Bool {
    display.isForPeople && !display.isBesideOutput && terminal.isInteractive
  }
}

extension SessionFace {
  /// Changes an app as the user says.
  func change(
    _ app: AppStore.Found, in store: AppStore, _ text: String, limits: Limits,
    _ settings: SessionSettings
  ) async throws -> ExitStatus {
    try await conduct(
      face.workbench.change(app, in: store, text, limits: limits, settings))
  }

  /// Goes on with an app that is not verified, after a look at why.
  func resume(
    _ app: AppStore.Found, in store: AppStore, limits: Limits, _ settings: SessionSettings
  ) async throws -> ExitStatus {
    switch try await face.workbench.resume(app, in: store, limits: limits, settings) {
    case .verified:
      terminal.line(
        "\(app.record.name) is verified already; there is nothing left to do. "
          + (Conversation.isUnderway ? "/run runs it." : "Run it: wisp run \(app.record.name)"))
      return .done
    case .session(let run, let shortfall):
      if display.isForPeople {
        for line in ShortfallLines(isVerbose: display.verbose).lines(of: shortfall) {
          terminal.line(line)
        }
      }
      return try await conduct(run, known: shortfall.verdict?.failures)
    }
  }
}
