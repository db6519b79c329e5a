import Events
import Foundation
import LLM
import TOMLKit

/// Reads values of the configuration file, and says what is wrong with one and what to write instead.
struct ConfigurationReader {
  let path: String

  /// The keys and values of the file's text.
  ///
  /// Read by way of JSON: TOMLKit's own values point into tables that may be gone.
  ///
  /// - Throws: `UsageError` where it is not TOML, or holds what cannot be used.
  func table(toml: String) throws -> [String: ConfigurationValue] {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: toml)
    } catch let error as TOMLParseError {
      throw UsageError("\(path), \(error.source.begin.debugDescription): \(error.description)")
    }
    guard let values = ConfigurationValue(json: table.convert(to: .json))?.table else {
      throw UsageError("\(path) holds a value that cannot be used, such as nan or inf.")
    }
    return values
  }

  func unknown(_ key: String, known: [String]) -> UsageError {
    UsageError("\(path): \"\(key)\" is not known. Known are \(known.joined(separator: ", ")).")
  }

  func wrong(_ key: String, _ what: String) -> UsageError {
    UsageError("\(path): \(key) must be \(what).")
  }

  func text(_ value: ConfigurationValue, _ key: String) throws -> String {
    guard let text = value.string, !text.trimmingCharacters(in: .whitespaces).isEmpty else {
      throw wrong(key, "a text in quotes")
    }
    return text
  }

  /// Reads the name of a model that has a provider; `other` is a word that may stand in its place.
  func model(_ value: ConfigurationValue, _ key: String, or other: String? = nil) throws -> String {
    let name = try text(value, key).trimmingCharacters(in: .whitespaces)
    guard name != other else { return name }
    do {
      try ModelSelection.check(name: name)
    } catch {
      throw UsageError(
        "\(path): \(key) = \"\(name)\" cannot be used. \(error.message)\n\(error.advice)")
    }
    return name
  }

  func budget(_ value: ConfigurationValue, _ key: String) throws -> Limits.Budget {
    guard let budget = value.string.flatMap({ Limits.Budget($0) }) else {
      throw wrong(key, "a text such as \"0.25usd\", \"20k\" (tokens) or \"10min\"")
    }
    return budget
  }

  func lifetime(_ value: ConfigurationValue, _ key: String) throws -> Double {
    guard let life = value.string.flatMap({ try? Lifetime.seconds($0) }) else {
      throw wrong(key, "a text such as \"12h\", \"7d\" or \"2w\"")
    }
    return life
  }

  func bytes(_ value: ConfigurationValue, _ key: String) throws -> Int {
    guard let bytes = value.string.flatMap({ ByteCount.bytes($0) }) else {
      throw wrong(key, "a text such as \"500MB\" or \"2GB\"")
    }
    return bytes
  }

  func prices(_ value: ConfigurationValue, _ key: String) throws -> [String: PriceEntry] {
    guard let models = value.table else {
      throw wrong(key, "a table for each model: [\(key).\"provider/model\"]")
    }
    var prices: [String: PriceEntry] = [:]
    for (name, value) in models.sorted(by: { $0.key < $1.key }) {
      prices[name] = try price(value, "\(key).\"\(name)\"")
    }
    return prices
  }

  private static let rateKeys = ["input", "cached", "cache_write", "output"]

  private func price(_ value: ConfigurationValue, _ key: String) throws -> PriceEntry {
    let known = Self.rateKeys + ["above", "context", "max_output"]
    let fields = try table(value, key, known: known)
    return PriceEntry(
      rates: try rates(fields, key),
      above: try fields["above"].map { value in
        let key = key + ".above"
        let fields = try table(value, key, known: Self.rateKeys + ["tokens"])
        guard let tokens = fields["tokens"] else { throw missing("tokens", of: key) }
        return PriceEntry.LongInput(
          tokens: try count(tokens, key + ".tokens"), rates: try rates(fields, key))
      },
      contextTokens: try fields["context"].map { try count($0, key + ".context") },
      maxOutputTokens: try fields["max_output"].map { try count($0, key + ".max_output") })
  }

  private func table(
    _ value: ConfigurationValue, _ key: String, known: [String]
  ) throws -> [String: ConfigurationValue] {
    guard let table = value.table else {
      throw wrong(key, "a table, for example { input = 2.0, output = 10.0 }")
    }
    var fields: [String: ConfigurationValue] = [:]
    for (field, value) in table.sorted(by: { $0.key < $1.key }) {
      guard known.contains(field) else { throw unknown("\(key).\(field)", known: known) }
      fields[field] = value
    }
    return fields
  }

  private func rates(_ fields: [String: ConfigurationValue], _ key: String) throws
    -> PriceEntry.Rates
  {
    func rate(_ field: String) throws -> Decimal? {
      try fields[field].map { try dollars($0, "\(key).\(field)") }
    }
    guard let input = try rate("input") else { throw missing("input", of: key) }
    guard let output = try rate("output") else { throw missing("output", of: key) }
    return PriceEntry.Rates(
      input: input, cached: try rate("cached"), cacheWrite: try rate("cache_write"), output: output)
  }

  private func missing(_ field: String, of key: String) -> UsageError {
    UsageError("\(path): \(key) has no \(field), in dollars for a million tokens.")
  }

  private func dollars(_ value: ConfigurationValue, _ key: String) throws -> Decimal {
    // The shortest text of a number is what was written, without the binary fraction's tail.
    guard let number = value.double, number >= 0, number <= 1e9,
      let exact = Decimal(string: "\(number)")
    else { throw wrong(key, "a number of dollars for a million tokens, 0 or more") }
    return exact
  }

  private func count(_ value: ConfigurationValue, _ key: String) throws -> Int {
    guard let count = value.int, count > 0 else { throw wrong(key, "a whole number above 0") }
    return count
  }
}
