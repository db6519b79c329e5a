package import Apps
package import Events
package import History
package import LLM
package import Templates
package import Toolchain

/// A session's configuration: its collaborators and what the user wants.
///
/// `SessionLoop` is the session itself.
package struct Generation: Sendable {
  package let app: AppDirectory
  package let history: AppHistory
  package let model: any LanguageModel
  /// Nil if there is no other way to ask.
  let lastTry: LastTry?
  package let prompt: Prompt
  /// Opens the workshop for a template; `triesExamples` says whether a contract is to be accepted.
  let workshop: @Sendable (_ template: Template, _ triesExamples: Bool) -> any Workshop
  /// One line on how the last check was confined, for the seal.
  package let confinement: @Sendable () -> String
  package let events: EventSink
  /// Counts what `model` takes, and knows prices.
  package let meter: Meter
  /// The way to the user.
  package let asker: any Asker
  /// Whether the user wants to see the contract before code is asked for.
  package var reviews = false
  /// The app's name once the session has ended; nil if nobody knows it.
  package var name: @Sendable () -> String? = { nil }
  /// What the user wants while the session runs.
  package var control = SessionControl()

  package init(
    app: AppDirectory, history: AppHistory, model: any LanguageModel, lastTry: LastTry? = nil,
    prompt: Prompt, workshop: @escaping @Sendable (Template, Bool) -> any Workshop,
    confinement: @escaping @Sendable () -> String, events: EventSink, meter: Meter,
    asker: any Asker
  ) {
    self.app = app
    self.history = history
    self.model = meter.metered(model)
    self.lastTry = lastTry.map { LastTry(model: meter.metered($0.model), what: $0.what) }
    self.prompt = prompt
    self.workshop = workshop
    self.confinement = confinement
    self.events = events
    self.meter = meter
    self.asker = asker
  }

  /// The same with a workshop in the sandbox.
  package init(
    app: AppDirectory, history: AppHistory, model: any LanguageModel, lastTry: LastTry? = nil,
    prompt: Prompt, checker: Checker, confinement: @escaping @Sendable () -> String,
    events: EventSink, meter: Meter, asker: any Asker
  ) {
    self.init(
      app: app, history: history, model: model, lastTry: lastTry, prompt: prompt,
      workshop: { template, triesExamples in
        ConfinedWorkshop(
          checker, template: template, triesExamples: triesExamples, scratchDirectory: app.scratch,
          events: events)
      }, confinement: confinement, events: events, meter: meter, asker: asker)
  }

  /// Runs the session to its end and says how it ended; failures of the world are outcomes too.
  package func run(_ session: Session) async -> Outcome {
    var loop = SessionLoop(self, session)
    let stop = await loop.untilStopped()
    await loop.workshop.end()
    return finished(loop, stop)
  }

  private func finished(_ loop: SessionLoop, _ stop: Stop) -> Outcome {
    let session = loop.session
    let spent = session.spent
    let finished = SessionFinished(
      app: app.id, name: name(), verdict: session.work.verdict?.outcome.rawValue ?? "none",
      verified: stop.reason == .verified, reason: stop.reason,
      message: stop.message ?? stop.reason.explanation(for: session), said: session.talk.said,
      iterations: session.iteration, usage: spent.calls.usage, costUSD: spent.calls.costUSD,
      ms: .init(
        total: Int(loop.clock.total * 1000), model: Int(spent.modelSeconds * 1000),
        check: Int(spent.checkSeconds * 1000)),
      directory: app.tree)
    events.emit(.sessionFinished(finished))
    return Outcome(
      session: session, template: loop.prompt.template.name, finished: finished, error: stop.error)
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
