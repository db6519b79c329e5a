package import Foundation

/// One call of a model, as it is charged.
package struct LedgerEntry: Codable, Sendable, Equatable {
  /// The app it was made for; nil where there was none yet.
  package var app: String?
  /// When the call ended, to the millisecond.
  package var at: Date
  /// Provider and model.
  package var model: String
  /// Why it was made: `write`, `repair`, `tweak`, `ask`.
  package var purpose: String
  /// All input tokens, those read from a cache too.
  package var inputTokens: Int
  package var cachedTokens: Int
  package var outputTokens: Int
  /// True where the numbers are estimated from sizes.
  package var estimated: Bool
  /// Dollars; nil where no price is known.
  package var costUSD: Double?
  /// Wall clock.
  package var seconds: Double
  /// How it ended: `complete`, `truncated`, `refused`, `failed`, `cancelled`.
  package var outcome: String

  package init(
    app: String?, at: Date, model: String, purpose: String, inputTokens: Int, cachedTokens: Int = 0,
    outputTokens: Int, estimated: Bool = false, costUSD: Double?, seconds: Double, outcome: String
  ) {
    self.app = app
    self.at = at
    self.model = model
    self.purpose = purpose
    self.inputTokens = inputTokens
    self.cachedTokens = cachedTokens
    self.outputTokens = outputTokens
    self.estimated = estimated
    self.costUSD = costUSD
    self.seconds = seconds
    self.outcome = outcome
  }
}
