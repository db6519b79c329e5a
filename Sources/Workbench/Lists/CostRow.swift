import Catalog

/// One line of sums.
package struct CostRow: Encodable, Sendable {
  /// The id of the app that the calls were for, if they are summed by app.
  package var app: String?
  package var name: String
  package var calls: Int
  package var input: Int
  package var cached: Int
  package var cacheWrites: Int
  package var output: Int
  package var reasoning: Int
  /// Calls whose tokens are estimated, that have no known price, and that are under way.
  package var estimated: Int
  package var unpriced: Int
  package var open: Int
  package var seconds: Double
  /// Null where the price of any call is unknown.
  package var costUSD: Double?
  /// Dollars of the calls whose price is known.
  package var knownUSD: Double

  enum CodingKeys: String, CodingKey {
    case app, name, calls, input, cached
    case cacheWrites = "cache_writes"
    case output, reasoning, estimated, unpriced, open, seconds
    case costUSD = "cost_usd"
    case knownUSD = "known_usd"
  }

  init(_ name: String, _ sum: Spending.Sum) {
    self.name = name.isEmpty ? "(none)" : name
    calls = sum.calls
    input = sum.inputTokens
    cached = sum.cachedTokens
    cacheWrites = sum.cacheWriteTokens
    output = sum.outputTokens
    reasoning = sum.reasoningTokens
    estimated = sum.estimatedCalls
    unpriced = sum.unpricedCalls
    open = sum.openCalls
    seconds = sum.seconds
    costUSD = sum.unpricedCalls == 0 ? sum.costUSD : nil
    knownUSD = sum.costUSD
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(app, forKey: .app)
    try container.encode(name, forKey: .name)
    try container.encode(calls, forKey: .calls)
    try container.encode(input, forKey: .input)
    try container.encode(cached, forKey: .cached)
    try container.encode(cacheWrites, forKey: .cacheWrites)
    try container.encode(output, forKey: .output)
    try container.encode(reasoning, forKey: .reasoning)
    try container.encode(estimated, forKey: .estimated)
    try container.encode(unpriced, forKey: .unpriced)
    try container.encode(open, forKey: .open)
    try container.encode(seconds, forKey: .seconds)
    // The key is always there: null says that a price is not known.
    try container.encode(costUSD, forKey: .costUSD)
    try container.encode(knownUSD, forKey: .knownUSD)
  }
}
