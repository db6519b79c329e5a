package import Catalog
package import Foundation

extension LedgerEntry {
  /// The entry for an answer that a session was given.
  package init(_ answer: ModelFinished, app: String, purpose: Request.Kind, at: Date) {
    self.init(
      app: app, at: at, model: answer.model, purpose: purpose.rawValue,
      inputTokens: answer.usage.input, cachedTokens: answer.usage.cached,
      cacheWriteTokens: answer.usage.cacheWrites, outputTokens: answer.usage.output,
      reasoningTokens: answer.usage.reasoning, estimated: answer.usage.estimated,
      costUSD: answer.costUSD, seconds: answer.seconds, outcome: answer.ending.rawValue)
  }
}
