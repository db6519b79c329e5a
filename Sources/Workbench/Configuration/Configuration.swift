package import Events
import Foundation
package import LLM

/// What the user set in `$XDG_CONFIG_HOME/wisp/config.toml` (Documentation/Configuration.md).
package struct Configuration: Equatable, Sendable {
  /// The model where none is named and `WISP_MODEL` is not set.
  package var model: String?
  /// The model for one more try where a session makes no progress; `none` where there is to be none.
  package var stronger: String?
  /// What an app may cost over its whole life.
  package var budget: Limits.Budget?
  /// What models may cost a day.
  package var dayBudget: Limits.Budget?
  /// Seconds that an app lives unless it is kept or given another time.
  package var ttl: Double?
  /// Bytes that the tools of `wisp once` may take.
  package var cacheBudget: Int?
  /// Prices by the name of the model, with or without its provider.
  package var prices: [String: PriceEntry] = [:]

  /// What `stronger` says if nothing else is to be tried.
  package static let noStronger = "none"

  /// The file for an environment: `XDG_CONFIG_HOME/wisp/config.toml`, else `~/.config/wisp/config.toml`.
  package static func path(environment: [String: String]) -> String {
    let user = environment["HOME"] ?? NSHomeDirectory()
    let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (folder ?? user + "/.config") + "/wisp/config.toml"
  }

  /// Larger than any configuration; what is larger is another file.
  private static let longest = 1 << 20

  /// Reads the file at `path`; without one everything is unset.
  ///
  /// - Throws: `UsageError` where it cannot be read, is not TOML, or says something that is not known.
  package static func load(_ path: String) throws -> Configuration {
    guard FileManager.default.fileExists(atPath: path) else { return Configuration() }
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: longest + 1) ?? Data()
    else { throw UsageError("\(path) cannot be read. Check who may read it.") }
    guard data.count <= longest else { throw UsageError("\(path) is larger than 1 MB.") }
    return try Configuration(toml: String(decoding: data, as: UTF8.self), path: path)
  }

  /// Reads the text of the file at `path`.
  ///
  /// - Throws: As `load`.
  init(toml: String, path: String) throws {
    let reader = ConfigurationReader(path: path)
    for (key, value) in try reader.table(toml: toml).sorted(by: { $0.key < $1.key }) {
      guard let known = Key(rawValue: key) else {
        throw reader.unknown(key, known: Key.allCases.map(\.rawValue))
      }
      try known.read(value, into: &self, reader)
    }
  }

  package init() {}
}
