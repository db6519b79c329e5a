/// Why a model was called.
package enum CallPurpose: String, Codable, Sendable {
  case write
  case repair
  case tweak
  /// Nothing of an app: a question of its own.
  case ask

  /// Reads what the ledger has; rows that were restored once had the session's kind in its place.
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    switch text {
    case "new": self = .write
    case "resume": self = .repair
    default: self = CallPurpose(rawValue: text) ?? .ask
    }
  }
}
