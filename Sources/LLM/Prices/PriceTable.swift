package import Foundation

/// What models cost and how much they read and write.
package struct PriceTable: Sendable, Equatable {
  /// One model: prices in US dollars for a million tokens.
  package struct Entry: Sendable, Equatable, Decodable {
    package var input: Decimal
    /// For input that was read from a cache; nil where there is no other price for it.
    package var cached: Decimal?
    package var output: Decimal
    /// How many tokens of input the model reads.
    package var contextTokens: Int
    /// How many tokens of output the model writes at most.
    package var maxOutputTokens: Int?
    /// Other prices for requests with a long input.
    package var above: LongInput?

    private enum CodingKeys: String, CodingKey {
      case input
      case cached
      case output
      case contextTokens = "context"
      case maxOutputTokens = "max_output"
      case above
    }
  }

  /// Prices of requests whose input is longer than `tokens`.
  package struct LongInput: Sendable, Equatable, Decodable {
    package var tokens: Int
    package var input: Decimal
    package var cached: Decimal?
    package var output: Decimal
  }

  /// Where the numbers are from.
  package let source: String
  /// The day they are from, as `2026-10-21`.
  package let date: String
  package let licence: String
  let models: [String: Entry]

  /// The table that comes with wisp.
  package static let current =
    (try? PriceTable(json: Data(embeddedPrices.utf8)))
    ?? PriceTable(source: "", date: "", licence: "", models: [:])

  private init(source: String, date: String, licence: String, models: [String: Entry]) {
    self.source = source
    self.date = date
    self.licence = licence
    self.models = models
  }

  /// Reads a table.
  ///
  /// - Throws: `DecodingError` where it is not one.
  package init(json: Data) throws {
    let file = try JSONDecoder().decode(File.self, from: json)
    self.init(source: file.source, date: file.date, licence: file.licence, models: file.models)
  }

  private struct File: Decodable {
    var source: String
    var date: String
    var licence: String
    var models: [String: Entry]
  }

  /// The entry for `model`, with or without a provider before it and a date after it.
  package func entry(for model: String) -> Entry? {
    var id = model.lowercased()
    if let entry = models[id] { return entry }
    if let slash = id.lastIndex(of: "/") { id = String(id[id.index(after: slash)...]) }
    if let entry = models[id] { return entry }
    return models[id.replacing(/-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, with: "")]
  }

  /// What `usage` costs in US dollars, about; nil where no price is known.
  ///
  /// `Usage.input` counts all input and `cached` lies inside it. Writing into a cache, which
  /// Anthropic charges a quarter more for, is counted as ordinary input.
  package func cost(of usage: Usage, model: String) -> Decimal? {
    guard let entry = entry(for: model) else { return nil }
    var prices = (input: entry.input, cached: entry.cached, output: entry.output)
    if let above = entry.above, usage.input > above.tokens {
      prices = (above.input, above.cached, above.output)
    }
    let cached = min(usage.cached, usage.input)
    let sum =
      Decimal(usage.input - cached) * prices.input
      + Decimal(cached) * (prices.cached ?? prices.input)
      + Decimal(usage.output) * prices.output
    return sum / 1_000_000
  }

  /// How many tokens of input `model` reads; nil where that is not known.
  package func contextTokens(model: String) -> Int? { entry(for: model)?.contextTokens }

  /// How many tokens of output `model` writes at most; nil where that is not known.
  package func maxOutputTokens(model: String) -> Int? { entry(for: model)?.maxOutputTokens }
}
