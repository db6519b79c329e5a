/// Why a model gave no answer.
///
/// `kind` drives the exit code and the retry; `message` is for people.
package struct ModelError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case noKey = "no_key"
    case badKey = "bad_key"
    case noCredit = "no_credit"
    case rateLimit = "rate_limit"
    case overloaded
    case contextTooLong = "context_too_long"
    case refused
    /// The whole output limit was used up, by thinking as a rule, before there was anything to use.
    case outputLimit = "output_limit"
    case unknownModel = "unknown_model"
    case unreachable
    case timedOut = "timed_out"
    case protocolError = "protocol"
    /// The model cannot do what was asked (the builtin model outside its list).
    case cannot
  }

  package var kind: Kind
  /// What failed, on what, and the provider's own words if there are any; never a key.
  package var message: String
  /// What to do next: one sentence, or several lines.
  package var advice: String

  package init(kind: Kind, message: String, advice: String) {
    self.kind = kind
    self.message = message
    self.advice = advice
  }

  package var description: String { "\(message)\n\(advice)" }
}
