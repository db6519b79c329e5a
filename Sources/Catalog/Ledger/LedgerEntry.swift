package import Foundation

/// One call of a model, as it is charged.
package struct LedgerEntry: Codable, Sendable, Equatable {
  /// The app it was made for; nil if there was none yet.
  package var app: String?
  /// When the call ended, to the millisecond; while it is under way, when it began.
  package var at: Date
  /// Provider and model.
  package var model: String
  package var purpose: CallPurpose
  /// All input tokens, those read from a cache or written into one too.
  package var inputTokens: Int
  package var cachedTokens: Int
  package var cacheWriteTokens: Int
  /// All output tokens, those of thinking too.
  package var outputTokens: Int
  package var reasoningTokens: Int
  /// True if the numbers are estimated from sizes.
  package var estimated: Bool
  /// Dollars; nil if no price is known.
  package var costUSD: Double?
  /// Wall clock.
  package var seconds: Double
  /// How it ended: `complete`, `truncated`, `refused`, `failed`, `interrupted`, `stopped` (by a limit);
  /// `open` while it is under way, `lost` where its process died before it could say.
  package var outcome: String

  package init(
    app: String?, at: Date, model: String, purpose: CallPurpose, inputTokens: Int,
    cachedTokens: Int = 0,
    cacheWriteTokens: Int = 0, outputTokens: Int, reasoningTokens: Int = 0,
    estimated: Bool = false, costUSD: Double?, seconds: Double, outcome: String
  ) {
    self.app = app
    self.at = at
    self.model = model
    self.purpose = purpose
    self.inputTokens = inputTokens
    self.cachedTokens = cachedTokens
    self.cacheWriteTokens = cacheWriteTokens
    self.outputTokens = outputTokens
    self.reasoningTokens = reasoningTokens
    self.estimated = estimated
    self.costUSD = costUSD
    self.seconds = seconds
    self.outcome = outcome
  }
}
