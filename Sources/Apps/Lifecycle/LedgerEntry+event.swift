package import Catalog
package import Events
package import Foundation

extension CallPurpose {
  /// Why a model is called for a step of a session.
  package init(_ stage: Stage) {
    switch stage {
    case .write: self = .write
    case .repair: self = .repair
    case .tweak: self = .tweak
    }
  }
}

extension LedgerEntry {
  /// The entry for an answer that a session was given.
  package init(_ answer: ModelFinished, app: String, purpose: CallPurpose, at: Date) {
    self.init(
      app: app, at: at, model: answer.model, purpose: purpose,
      inputTokens: answer.usage.input, cachedTokens: answer.usage.cached,
      cacheWriteTokens: answer.usage.cacheWrites, outputTokens: answer.usage.output,
      reasoningTokens: answer.usage.reasoning, estimated: answer.usage.estimated,
      costUSD: answer.costUSD, seconds: answer.seconds, outcome: answer.ending.rawValue)
  }
}
