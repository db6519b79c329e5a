/// Spending in groups: by model, by app or by day.
package struct Spending: Codable, Sendable, Equatable {
  /// What calls are grouped by.
  package enum Grouping: String, Codable, Sendable, CaseIterable {
    case model
    case app
    /// The day of the local calendar, as `2026-11-24`.
    case day
  }

  /// The calls of one group, or of all, added up.
  package struct Sum: Codable, Sendable, Equatable {
    package var calls: Int
    package var inputTokens: Int
    package var cachedTokens: Int
    package var cacheWriteTokens: Int
    package var outputTokens: Int
    package var reasoningTokens: Int
    /// Dollars of the calls whose price is known.
    package var costUSD: Double
    /// Calls that no price is known for: the cost is not complete if there are any.
    package var unpricedCalls: Int
    /// Calls whose tokens are estimated.
    package var estimatedCalls: Int
    /// Calls that are under way.
    package var openCalls: Int
    /// Wall clock.
    package var seconds: Double

    package init(
      calls: Int = 0, inputTokens: Int = 0, cachedTokens: Int = 0, cacheWriteTokens: Int = 0,
      outputTokens: Int = 0, reasoningTokens: Int = 0, costUSD: Double = 0, unpricedCalls: Int = 0,
      estimatedCalls: Int = 0, openCalls: Int = 0, seconds: Double = 0
    ) {
      self.calls = calls
      self.inputTokens = inputTokens
      self.cachedTokens = cachedTokens
      self.cacheWriteTokens = cacheWriteTokens
      self.outputTokens = outputTokens
      self.reasoningTokens = reasoningTokens
      self.costUSD = costUSD
      self.unpricedCalls = unpricedCalls
      self.estimatedCalls = estimatedCalls
      self.openCalls = openCalls
      self.seconds = seconds
    }

    static func + (a: Sum, b: Sum) -> Sum {
      Sum(
        calls: a.calls + b.calls, inputTokens: a.inputTokens + b.inputTokens,
        cachedTokens: a.cachedTokens + b.cachedTokens,
        cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
        outputTokens: a.outputTokens + b.outputTokens,
        reasoningTokens: a.reasoningTokens + b.reasoningTokens, costUSD: a.costUSD + b.costUSD,
        unpricedCalls: a.unpricedCalls + b.unpricedCalls,
        estimatedCalls: a.estimatedCalls + b.estimatedCalls, openCalls: a.openCalls + b.openCalls,
        seconds: a.seconds + b.seconds)
    }
  }

  /// The name of a model, an app or a day to what it took; calls without an app are under the empty name.
  package var groups: [String: Sum]

  package init(groups: [String: Sum] = [:]) {
    self.groups = groups
  }

  /// All groups together.
  package var total: Sum {
    groups.sorted { $0.key < $1.key }.reduce(Sum()) { $0 + $1.value }
  }
}
