/// What was spent, by model.
package struct Spending: Codable, Sendable, Equatable {
  /// The calls of one model, or of all, added up.
  package struct Sum: Codable, Sendable, Equatable {
    package var calls: Int
    package var inputTokens: Int
    package var cachedTokens: Int
    package var outputTokens: Int
    /// Dollars of the calls whose price is known.
    package var costUSD: Double
    /// Calls that no price is known for: the cost is not complete where there are any.
    package var unpricedCalls: Int
    /// Calls whose tokens are estimated.
    package var estimatedCalls: Int
    /// Wall clock.
    package var seconds: Double

    package init(
      calls: Int = 0, inputTokens: Int = 0, cachedTokens: Int = 0, outputTokens: Int = 0,
      costUSD: Double = 0, unpricedCalls: Int = 0, estimatedCalls: Int = 0, seconds: Double = 0
    ) {
      self.calls = calls
      self.inputTokens = inputTokens
      self.cachedTokens = cachedTokens
      self.outputTokens = outputTokens
      self.costUSD = costUSD
      self.unpricedCalls = unpricedCalls
      self.estimatedCalls = estimatedCalls
      self.seconds = seconds
    }

    static func + (a: Sum, b: Sum) -> Sum {
      Sum(
        calls: a.calls + b.calls, inputTokens: a.inputTokens + b.inputTokens,
        cachedTokens: a.cachedTokens + b.cachedTokens,
        outputTokens: a.outputTokens + b.outputTokens, costUSD: a.costUSD + b.costUSD,
        unpricedCalls: a.unpricedCalls + b.unpricedCalls,
        estimatedCalls: a.estimatedCalls + b.estimatedCalls, seconds: a.seconds + b.seconds)
    }
  }

  /// Provider and model to what it took.
  package var models: [String: Sum]

  package init(models: [String: Sum] = [:]) {
    self.models = models
  }

  /// All models together.
  package var total: Sum {
    models.sorted { $0.key < $1.key }.reduce(Sum()) { $0 + $1.value }
  }
}
