/// Where a session stops by itself.
package struct Limits: Codable, Sendable, Equatable {
  /// Replies of the model that may be applied and checked.
  package var rounds: Int
  /// Wall-clock seconds for the whole session.
  package var seconds: Double
  /// How much the model may cost from the start of the session on.
  package var budget: Budget?
  /// How much the model may cost over the app's whole life, where the session has no budget.
  package var appBudget: Budget?
  /// How much models may cost a day, all apps together.
  package var dayBudget: Budget?

  /// How much the model may cost.
  package enum Budget: Codable, Sendable, Equatable {
    case dollars(Double)
    /// Input and output together.
    case tokens(Int)
    /// Wall clock of the model's calls.
    case seconds(Double)
  }

  package init(
    rounds: Int = 6, seconds: Double = 600, budget: Budget? = nil, appBudget: Budget? = nil,
    dayBudget: Budget? = nil
  ) {
    self.rounds = rounds
    self.seconds = seconds
    self.budget = budget
    self.appBudget = appBudget
    self.dayBudget = dayBudget
  }
}

extension Limits.Budget {
  /// Reads `0.25usd`, `$0.25`, `20k`, `1500000`, `90s`, `10min` or `1h`; nil where the text is none.
  package init?(_ text: String) {
    let text = text.lowercased().filter { $0 != "_" && $0 != " " }
    let dollars = text.hasPrefix("$") ? String(text.dropFirst()) : nil
    if let amount = dollars ?? (text.hasSuffix("usd") ? String(text.dropLast(3)) : nil) {
      guard let value = Double(amount), value > 0, value.isFinite else { return nil }
      self = .dollars(value)
      return
    }
    for (unit, seconds) in [("min", 60.0), ("h", 3_600), ("s", 1)] where text.hasSuffix(unit) {
      guard let value = Double(text.dropLast(unit.count)), value > 0, value * seconds < 1e9 else {
        return nil
      }
      self = .seconds(value * seconds)
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
    case .dollars(let value): "$\(Self.plain(value))"
    case .tokens(let count): "\(count) tokens"
    case .seconds(let value): "\(Self.plain(value)) seconds"
    }
  }

  /// The budget as it is written in an argument.
  package var argument: String {
    switch self {
    case .dollars(let value): "\(Self.plain(value))usd"
    case .tokens(let count): "\(count)"
    case .seconds(let value): "\(Self.plain(value))s"
    }
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && value < 1e9 ? "\(Int(value))" : "\(value)"
  }
}
