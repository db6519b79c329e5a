import Events
import Foundation
import Testing

@testable import Workbench

/// One list of keys: what the file may say, what can be set, and what a new file explains.
@Suite struct ConfigurationTests {
  /// A value for each key that is one text.
  static let values: [(Configuration.Key, String, @Sendable (Configuration) -> Bool)] = [
    (.model, "anthropic/m", \.hasModel), (.stronger, "none", \.hasStronger),
    (.budget, "0.50usd", \.hasBudget), (.dayBudget, "5usd", \.hasDayBudget),
    (.ttl, "2w", \.hasLife), (.cacheBudget, "1GB", \.hasCacheBudget),
  ]

  @Test func everyTextHasACase() {
    #expect(Self.values.map(\.0) == Configuration.Key.texts)
  }

  @Test(arguments: values.indices) func isSetAndUnset(_ index: Int) throws {
    let (key, value, isSet) = Self.values[index]
    let path = FileManager.default.temporaryDirectory.path + "/config-\(UUID().uuidString).toml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var file = try ConfigurationFile(path: path)
    #expect(try key.text(in: file) == nil)
    try file.set(key, to: value)
    try file.write()
    #expect(try key.text(in: file) == value)
    #expect(isSet(try Configuration.load(path)))
    // In the place where its comment was: nothing else has changed.
    let fresh = ConfigurationFile.fresh.split(separator: "\n")
    let changed = file.text.split(separator: "\n")
    #expect(zip(fresh, changed).count(where: { $0 != $1 }) == 1)
    try file.set(key, to: nil)
    #expect(try Configuration(toml: file.text, path: path) == Configuration())
  }

  @Test func aNewFileExplainsEveryKey() throws {
    let fresh = ConfigurationFile.fresh
    #expect(try Configuration(toml: fresh, path: "config.toml") == Configuration())
    for key in Configuration.Key.allCases {
      let example = key.comment.example.split(separator: "\n").map { "# " + $0 }
      #expect(fresh.contains(example.joined(separator: "\n")), "\(key)")
      // The example says what the file may say.
      _ = try Configuration(toml: key.comment.example, path: "config.toml")
    }
  }

  @Test func whatIsNotKnownIsRefused() {
    #expect(
      throws: UsageError(
        "config.toml: \"modle\" is not known. Known are model, stronger, budget, day_budget, ttl, "
          + "cache_budget, prices.")
    ) { try Configuration(toml: "modle = \"x\"", path: "config.toml") }
  }
}

extension Configuration {
  fileprivate var hasModel: Bool { model == "anthropic/m" }
  fileprivate var hasStronger: Bool { stronger == Configuration.noStronger }
  fileprivate var hasBudget: Bool { budget == Limits.Budget("0.50usd") }
  fileprivate var hasDayBudget: Bool { dayBudget == Limits.Budget("5usd") }
  fileprivate var hasLife: Bool { ttl == 14 * 86_400 }
  fileprivate var hasCacheBudget: Bool { cacheBudget == 1_000_000_000 }
}
