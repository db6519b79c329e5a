package import Events
package import Foundation

/// What one model costs: US dollars for a million tokens, and its limits in tokens.
package struct PriceEntry: Sendable, Equatable, Decodable {
  /// The prices of one tier.
  package struct Rates: Sendable, Equatable {
    package var input: Decimal
    /// For input read from a cache; nil if it costs what other input costs.
    package var cached: Decimal?
    /// For input written into a cache; nil if it costs what other input costs.
    package var cacheWrite: Decimal?
    package var output: Decimal

    package init(
      input: Decimal, cached: Decimal? = nil, cacheWrite: Decimal? = nil, output: Decimal
    ) {
      self.input = input
      self.cached = cached
      self.cacheWrite = cacheWrite
      self.output = output
    }
  }

  /// The prices of requests whose input is longer than `tokens`: they hold for all of it.
  package struct LongInput: Sendable, Equatable {
    package var tokens: Int
    package var rates: Rates

    package init(tokens: Int, rates: Rates) {
      self.tokens = tokens
      self.rates = rates
    }
  }

  package var rates: Rates
  package var above: LongInput?
  /// How many tokens of input the model reads.
  package var contextTokens: Int?
  /// How many tokens of output the model writes at most.
  package var maxOutputTokens: Int?

  package init(
    rates: Rates, above: LongInput? = nil, contextTokens: Int? = nil, maxOutputTokens: Int? = nil
  ) {
    self.rates = rates
    self.above = above
    self.contextTokens = contextTokens
    self.maxOutputTokens = maxOutputTokens
  }

  private enum CodingKeys: String, CodingKey {
    case above
    case contextTokens = "context"
    case maxOutputTokens = "max_output"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      rates: try Rates(from: decoder),
      above: try container.decodeIfPresent(LongInput.self, forKey: .above),
      contextTokens: try container.decodeIfPresent(Int.self, forKey: .contextTokens),
      maxOutputTokens: try container.decodeIfPresent(Int.self, forKey: .maxOutputTokens))
  }

  /// The prices that hold for a request with so many tokens of input.
  package func rates(input: Int) -> Rates {
    if let above, input > above.tokens { return above.rates }
    return rates
  }

  /// What `usage` costs in US dollars, exactly as these prices have it.
  ///
  /// `Usage.input` counts all input; what was read from a cache and what was written into one lie inside
  /// it and do not overlap. Counts that contradict each other are cut to what was sent. Thinking is
  /// inside the output and priced as output.
  package func cost(of usage: Usage) -> Decimal {
    let rates = rates(input: usage.input)
    let input = max(0, usage.input)
    let cached = min(max(0, usage.cached), input)
    let written = min(max(0, usage.cacheWrites), input - cached)
    let sum =
      Decimal(input - cached - written) * rates.input
      + Decimal(cached) * (rates.cached ?? rates.input)
      + Decimal(written) * (rates.cacheWrite ?? rates.input)
      + Decimal(max(0, usage.output)) * rates.output
    return sum / 1_000_000
  }
}

extension PriceEntry.Rates: Decodable {
  private enum CodingKeys: String, CodingKey {
    case input
    case cached
    case cacheWrite = "cache_write"
    case output
  }
}

extension PriceEntry.LongInput: Decodable {
  private enum CodingKeys: CodingKey {
    case tokens
  }

  package init(from decoder: any Decoder) throws {
    tokens = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .tokens)
    rates = try PriceEntry.Rates(from: decoder)
  }
}
