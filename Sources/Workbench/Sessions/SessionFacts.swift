package import Events

/// What a session that is under way has come to, as its events tell.
package struct SessionFacts: Equatable, Sendable {
  package private(set) var template: String
  package private(set) var model: String
  package private(set) var rounds: Int
  package private(set) var started = ContinuousClock.now
  /// `write`, `repair` or `tweak`, and which of them it is.
  package private(set) var stage = ""
  package private(set) var round = 0
  /// Tokens of finished calls, in and out.
  package private(set) var tokens = 0
  /// Bytes of the answer that is arriving.
  package private(set) var arriving = 0
  /// Dollars of finished calls; nil as soon as one has no known price.
  package private(set) var dollars: Double? = 0

  package init(_ session: SessionStarted) {
    template = session.template
    model = session.model
    rounds = session.request.limits.rounds
  }

  /// Takes in what happened.
  package mutating func note(_ event: Event) {
    switch event {
    case .iterationStarted(let iteration):
      stage = iteration.kind.rawValue
      round = iteration.round ?? round
    case .modelDelta(let delta): arriving += delta.text.utf8.count
    case .modelFinished(let end):
      arriving = 0
      tokens += end.usage.input + end.usage.output
      dollars = dollars.flatMap { sum in end.costUSD.map { sum + $0 } }
    default: break
    }
  }
}
