/// Where a session stops by itself.
package struct Limits: Codable, Sendable, Equatable {
  /// Replies of the model that may be applied and checked.
  package var rounds: Int
  /// Wall-clock seconds for the whole session.
  package var seconds: Double
  package var budget: Budget?

  /// How much the model may cost.
  package enum Budget: Codable, Sendable, Equatable {
    case dollars(Double)
    case tokens(Int)
  }

  package init(rounds: Int = 6, seconds: Double = 600, budget: Budget? = nil) {
    self.rounds = rounds
    self.seconds = seconds
    self.budget = budget
  }
}

extension Limits.Budget {
  /// Reads `0.25usd`, `$0.25`, `20k` or `1500000`; nil where the text is neither.
  package init?(_ text: String) {
    let text = text.lowercased().filter { $0 != "_" && $0 != " " }
    let dollars = text.hasPrefix("$") ? String(text.dropFirst()) : nil
    if let amount = dollars ?? (text.hasSuffix("usd") ? String(text.dropLast(3)) : nil) {
      guard let value = Double(amount), value > 0, value.isFinite else { return nil }
      self = .dollars(value)
      return
    }
    let scale = text.hasSuffix("k") ? 1_000.0 : text.hasSuffix("m") ? 1_000_000.0 : 1
    guard let value = Double(scale == 1 ? text : String(text.dropLast())), value > 0,
      value * scale < 1e12, value * scale >= 1
    else { return nil }
    self = .tokens(Int(value * scale))
  }
}

extension Limits.Budget: CustomStringConvertible {
  package var description: String {
    switch self {
    case .dollars(let value): "$\(value)"
    case .tokens(let count): "\(count) tokens"
    }
  }
}
