package import Events
package import Foundation

/// What models cost and how much they read and write.
package struct PriceTable: Sendable, Equatable {
  /// Where the numbers are from.
  package let source: String
  /// The day they are from, as `2026-10-21`.
  package let date: String
  package let licence: String
  private(set) var models: [String: PriceEntry]
  /// Prices that the user gave; they win, and they alone hold for models that cost nothing elsewhere.
  private var own: [String: PriceEntry] = [:]

  /// The table that comes with wisp: `prices.json` beside this file, renewed by `Scripts/prices`.
  package static let current =
    (try? PriceTable(json: Data(PackageResources.prices_json)))
    ?? PriceTable(source: "", date: "", licence: "", models: [:])

  private init(source: String, date: String, licence: String, models: [String: PriceEntry]) {
    self.source = source
    self.date = date
    self.licence = licence
    self.models = models
  }

  /// Reads a table.
  ///
  /// - Throws: `DecodingError` if the JSON is not a price table.
  package init(json: Data) throws {
    let file = try JSONDecoder().decode(File.self, from: json)
    self.init(source: file.source, date: file.date, licence: file.licence, models: file.models)
  }

  private struct File: Decodable {
    var source: String
    var date: String
    var licence: String
    var models: [String: PriceEntry]
  }

  /// The table with the user's `prices` in it, by the name of the model with or without its provider.
  package func overridden(by prices: [String: PriceEntry]) -> PriceTable {
    var table = self
    for (name, entry) in prices { table.own[name.lowercased()] = entry }
    return table
  }

  /// The entry for `model`, with or without a provider before it and a date after it.
  ///
  /// Models of Ollama and programs (`command:`) run for nothing or for a price that only the user knows,
  /// whatever they are called: for them only the user's own prices hold.
  package func entry(for model: String) -> PriceEntry? {
    let name = model.lowercased()
    for id in Self.ids(of: name) {
      if let entry = own[id] { return entry }
    }
    if name.hasPrefix("ollama/") || name.hasPrefix("command:") { return nil }
    for id in Self.ids(of: name) {
      if let entry = models[id] { return entry }
    }
    return nil
  }

  /// The names to look up, the most exact one first.
  private static func ids(of name: String) -> [String] {
    let short = name.split(separator: "/").last.map(String.init) ?? name
    let undated = short.replacing(/-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, with: "")
    return [name, short, undated]
  }

  /// What `usage` costs in US dollars, about; nil if no price is known.
  package func cost(of usage: Usage, model: String) -> Decimal? {
    entry(for: model)?.cost(of: usage)
  }

  /// How many tokens of input `model` reads; nil if that is not known.
  package func contextTokens(model: String) -> Int? { entry(for: model)?.contextTokens }

  /// How many tokens of output `model` writes at most; nil if that is not known.
  package func maxOutputTokens(model: String) -> Int? { entry(for: model)?.maxOutputTokens }
}
