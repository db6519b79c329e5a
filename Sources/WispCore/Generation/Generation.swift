import Foundation
package import History
package import LLM
package import Toolchain
import Workspace

/// The loop: ask, apply, check, commit, decide; until verified or stopped.
///
/// Read `run` first: its order is the table in Documentation/Architecture.md. Everything it holds is a
/// collaborator; what changes is in `Session`.
package struct Generation: Sendable {
  package let app: AppDirectory
  package let history: AppHistory
  package let model: any LanguageModel
  /// Nil where there is no other way to ask.
  let lastTry: LastTry?
  package internal(set) var prompt: Prompt
  package let checker: Checker
  /// One line on how the last check was confined, for the seal.
  package let confinement: @Sendable () -> String
  package let events: EventSink
  /// Counts what `model` takes, and knows prices.
  package let meter: Meter
  /// The way to the user.
  package let asker: any Asker
  /// Whether the user wants to see the contract before code is asked for.
  package var reviews = false
  /// What the user wants while the session runs.
  package var control = SessionControl()

  package init(
    app: AppDirectory, history: AppHistory, model: any LanguageModel, lastTry: LastTry? = nil,
    prompt: Prompt,
    checker: Checker, confinement: @escaping @Sendable () -> String, events: EventSink,
    meter: Meter, asker: any Asker
  ) {
    self.app = app
    self.history = history
    self.model = meter.metered(model)
    self.lastTry = lastTry.map { LastTry(model: meter.metered($0.model), what: $0.what) }
    self.prompt = prompt
    self.checker = checker
    self.confinement = confinement
    self.events = events
    self.meter = meter
    self.asker = asker
  }

  /// Runs the session to its end and says how it ended; failures of the world are outcomes too.
  package func run(_ session: Session) async -> Outcome {
    await run(session, since: .now, exchange: Exchange())
  }

  private func run(
    _ session: Session, since started: ContinuousClock.Instant, exchange: Exchange
  ) async -> Outcome {
    var session = session
    var exchange = exchange
    let ahead = Ahead(
      checker, template: prompt.template, triesExamples: !session.isFrozen,
      scratchDirectory: app.scratch, events: events)
    var stop: (reason: StopReason, message: String?, error: (any Error)?)
    do {
      if session.request.kind == .resume, session.manifest != nil {
        try await check(&session, ahead, before: deadline(of: session, since: started))
        try noteVerified(&session, exchange: &exchange)
      }
      loop: while true {
        try events.check()
        switch Decision(session, elapsed: elapsed(since: started)) {
        case .stop(.noProgress) where try tryOnce(&session, exchange: &exchange):
          continue
        case .stop(let reason):
          stop = (reason, nil, nil)
          break loop
        case .ask(let stage):
          try await control.step()
          let deadline = deadline(of: session, since: started)
          let answer = try await answer(
            &session, ahead, stage: stage, exchange: &exchange, before: deadline)
          if isToBeReviewed(session), otherTemplate(in: answer, session) == nil {
            guard try await review(answer, &session, exchange: &exchange) else {
              stop = (.declined, nil, nil)
              break loop
            }
            continue
          }
          if let dispute = answer.dispute {
            session.said = SaidText.told(answer.text)
            stop = (.disputed, dispute.message, nil)
            break loop
          }
          if let template = otherTemplate(in: answer, session) {
            await ahead.end()
            let other = try changed(to: template, &session)
            return await other.run(session, since: started, exchange: exchange)
          }
          guard try await apply(answer, to: &session, stage: stage, exchange: &exchange) else {
            continue
          }
          try await checkAndCommit(
            &session, ahead, stage: stage, exchange: &exchange, since: started)
        }
      }
    } catch let failure as DeadlineReached {
      let limit = Int(session.request.limits.seconds)
      stop = (
        .time, "\(limit) seconds were used up: \(failure.message). --timeout gives it longer.", nil
      )
    } catch let limit as LimitReached {
      stop = (.budget, limit.description, nil)
    } catch is CancellationError {
      stop = (.interrupted, control.isStopping ? "You stopped it." : nil, nil)
    } catch let error as ModelError {
      // A model that was cut off by the user did not fail.
      stop =
        Task.isCancelled ? (.interrupted, nil, nil) : (.model, error.description, error)
    } catch {
      stop = (.failure, "\(error)", error)
    }
    await ahead.end()
    return finish(session, stop.reason, stop.message, stop.error, seconds: started.elapsedSeconds)
  }

  /// Puts on record that a tree passes which was interrupted before its check, or failed in another one.
  private func noteVerified(_ session: inout Session, exchange: inout Exchange) throws {
    guard session.isVerified, try !history.isSealed() else { return }
    try commit(
      &session, kind: .repair, exchange: &exchange, by: "wisp",
      subject: "Check \(session.manifest?.name ?? "the app") again")
  }

  private func checkAndCommit(
    _ session: inout Session, _ ahead: Ahead, stage: Intent.Stage,
    exchange: inout Exchange, since started: ContinuousClock.Instant
  ) async throws {
    let kind: IterationKind =
      switch stage {
      case .write: .write
      case .repair: .repair
      case .tweak: .tweak
      }
    let changed = session.changed
    let deadline: ContinuousClock.Instant
    do {
      try await control.step()
      deadline = self.deadline(of: session, since: started)
      try await check(&session, ahead, before: deadline)
    } catch {
      // What was paid for is kept, unchecked, for `resume`.
      session.verdict = nil
      try commit(&session, kind: kind, exchange: &exchange)
      throw error
    }
    session.rounds += 1
    try commit(&session, kind: kind, exchange: &exchange)
    try await repairByMachine(&session, ahead, exchange: &exchange, before: deadline)
    if let verdict = session.verdict {
      session.fingerprints.append(verdict.fingerprint)
      session.progress.add(
        Progress.Attempt(
          iteration: session.iteration, changed: changed, tree: session.tree, verdict: verdict))
    }
  }

  private func deadline(of session: Session, since start: ContinuousClock.Instant)
    -> ContinuousClock.Instant
  {
    start + .seconds(session.request.limits.seconds) + control.paused
  }

  /// Seconds that the session has worked.
  private func elapsed(since start: ContinuousClock.Instant) -> Double {
    start.elapsedSeconds - control.paused / .seconds(1)
  }

  private func finish(
    _ session: Session, _ reason: StopReason, _ message: String?, _ error: (any Error)?,
    seconds: Double
  ) -> Outcome {
    let finished = SessionFinished(
      app: app.id, verdict: session.verdict?.outcome.rawValue ?? "none",
      verified: reason == .verified, reason: reason,
      message: message ?? reason.explanation(for: session), said: session.said,
      iterations: session.iteration,
      usage: session.usage, costUSD: session.costUSD,
      ms: .init(
        total: Int(seconds * 1000), model: Int(session.modelSeconds * 1000),
        check: Int(session.checkSeconds * 1000)),
      directory: app.tree)
    events.emit(.sessionFinished(finished))
    return Outcome(
      session: session, template: prompt.template.name, finished: finished, error: error)
  }
}

/// How a session ended.
package struct Outcome: Sendable {
  package var session: Session
  /// The template it ended on.
  package var template: String
  package var finished: SessionFinished
  /// What failed outside of the app, where that was the reason.
  package var error: (any Error)?
}

extension ContinuousClock.Instant {
  /// Seconds since this instant.
  package var elapsedSeconds: Double {
    let elapsed = duration(to: .now).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
  }
}
