import Foundation
import LLM
import WispCore

/// What the user set in `$XDG_CONFIG_HOME/wisp/config.toml` (Documentation/Configuration.md).
struct Configuration: Equatable {
  /// The model where none is named and `WISP_MODEL` is not set.
  var model: String?
  /// The model for one more try where a session makes no progress; `none` where there is to be none.
  var stronger: String?
  /// What an app may cost over its whole life.
  var budget: Limits.Budget?
  /// What models may cost a day.
  var dayBudget: Limits.Budget?
  /// Seconds that an app lives unless it is kept or given another time.
  var ttl: Double?
  /// Bytes that the tools of `wisp once` may take.
  var cacheBudget: Int?
  /// Prices by the name of the model, with or without its provider.
  var prices: [String: PriceEntry] = [:]

  /// What `stronger` says if nothing else is to be tried.
  static let noStronger = "none"

  /// The file for an environment: `XDG_CONFIG_HOME/wisp/config.toml`, else `~/.config/wisp/config.toml`.
  static func path(environment: [String: String]) -> String {
    let user = environment["HOME"] ?? NSHomeDirectory()
    let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (folder ?? user + "/.config") + "/wisp/config.toml"
  }

  /// Larger than any configuration; what is larger is another file.
  private static let longest = 1 << 20

  /// Reads the file at `path`; without one everything is unset.
  ///
  /// - Throws: `UsageError` where it cannot be read, is not TOML, or says something that is not known.
  static func load(_ path: String) throws -> Configuration {
    guard FileManager.default.fileExists(atPath: path) else { return Configuration() }
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: longest + 1) ?? Data()
    else { throw UsageError("\(path) cannot be read. Check who may read it.") }
    guard data.count <= longest else { throw UsageError("\(path) is larger than 1 MB.") }
    return try Configuration(toml: String(decoding: data, as: UTF8.self), path: path)
  }

  /// Reads the text of the file at `path`.
  init(toml: String, path: String) throws {
    let reader = ConfigurationReader(path: path)
    for (key, value) in try reader.table(toml: toml).sorted(by: { $0.key < $1.key }) {
      guard let setting = Setting(rawValue: key) else {
        throw reader.unknown(key, known: Setting.allCases.map(\.rawValue))
      }
      try setting.read(value, into: &self, reader)
    }
  }

  init() {}

  /// The keys at the top of the file; each knows how it is read.
  enum Setting: String, CaseIterable {
    case model
    case stronger
    case budget
    case dayBudget = "day_budget"
    case ttl
    case cacheBudget = "cache_budget"
    case prices

    func read(
      _ value: ConfigurationValue, into configuration: inout Configuration,
      _ reader: ConfigurationReader
    ) throws {
      switch self {
      case .model: configuration.model = try reader.model(value, rawValue)
      case .stronger:
        configuration.stronger = try reader.model(value, rawValue, or: Configuration.noStronger)
      case .budget: configuration.budget = try reader.budget(value, rawValue)
      case .dayBudget: configuration.dayBudget = try reader.budget(value, rawValue)
      case .ttl: configuration.ttl = try reader.lifetime(value, rawValue)
      case .cacheBudget: configuration.cacheBudget = try reader.bytes(value, rawValue)
      case .prices: configuration.prices = try reader.prices(value, rawValue)
      }
    }
  }
}
