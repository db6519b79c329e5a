package import Foundation

/// A limit: the amount, its unit, and the calls that it counts.
package struct SpendingLimit: Sendable, Equatable {
  package enum Amount: Sendable, Equatable {
    case dollars(Double)
    /// Input and output together.
    case tokens(Int)
    /// Wall clock of the calls.
    case seconds(Double)
  }

  package var amount: Amount
  /// Only calls made for this app; nil for all.
  package var app: String?
  /// Only calls at or after this moment; nil for all.
  package var since: Date?

  package init(_ amount: Amount, app: String? = nil, since: Date? = nil) {
    self.amount = amount
    self.app = app
    self.since = since
  }
}

/// An upper estimate of a call, before it is made.
package struct CallEstimate: Sendable, Equatable {
  package var app: String?
  /// Provider and model.
  package var model: String
  package var purpose: CallPurpose
  package var inputTokens: Int
  /// The most tokens the answer may have.
  package var outputTokens: Int
  /// Dollars for all of the input; nil if no price is known.
  package var inputUSD: Double?
  /// Dollars for one token of output; nil if no price is known.
  package var outputTokenUSD: Double?
  /// The most seconds the call may take.
  package var seconds: Double

  package init(
    app: String?, model: String, purpose: CallPurpose, inputTokens: Int, outputTokens: Int,
    inputUSD: Double?, outputTokenUSD: Double?, seconds: Double
  ) {
    self.app = app
    self.model = model
    self.purpose = purpose
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.inputUSD = inputUSD
    self.outputTokenUSD = outputTokenUSD
    self.seconds = seconds
  }
}

/// What came of asking for a call.
package enum Reservation: Sendable {
  /// The call may be made within these bounds.
  case granted(OpenCall)
  /// The rest of this limit is reserved by calls that are under way: ask again when one has ended.
  case busy(SpendingLimit)
  /// The call does not fit into this limit, of which `spent` was used.
  case exhausted(SpendingLimit, spent: Double)
}
