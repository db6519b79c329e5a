/// How much a model is to think before it answers; each API's own setting is chosen from it.
package enum Effort: String, CaseIterable, Sendable {
  case low
  case medium
  case high
}

extension Effort {
  /// The same as a number of tokens, for the APIs and models that want one.
  var thinkingBudget: Int {
    switch self {
    case .low: 1024
    case .medium: 8192
    case .high: 24576
    }
  }
}
