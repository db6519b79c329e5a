import ArgumentParser
import Foundation

/// `wisp config`: see its abstract.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show and change the configuration file. wisp needs none.",
    discussion: """
      Examples:
        wisp config get                          show what is set
        wisp config set model anthropic/MODEL    set the default model
        wisp config edit                         edit the whole file, with comments
      """,
    subcommands: [Get.self, Set.self, Unset.self, Edit.self], defaultSubcommand: Get.self)

  /// A key whose value is one text.
  enum Key: String, CaseIterable, ExpressibleByArgument {
    case model
    case budget
    case dayBudget = "day_budget"
    case ttl
    case cacheBudget = "cache_budget"

    /// Its value in the file's own words; nil where it is not set.
    fileprivate func value(in table: [String: ConfigurationValue]) -> String? {
      table[rawValue]?.string
    }
  }

  struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Print the keys that are set, or the value of one key; exit code 1 if it is not set.",
      discussion: """
        Examples:
          wisp config get
          wisp config get model
        """)

    @Argument(help: "The key. Default: all keys.")
    var key: Key?

    @Flag(help: "Print one JSON object with every key, null if the key is not set.")
    var json = false

    func run() throws {
      let path = Configuration.path(environment: ProcessInfo.processInfo.environment)
      _ = try Configuration.load(path)
      let text = try ConfigurationFile(path: path).text
      let table = try ConfigurationReader(path: path).table(toml: text)
      if json {
        let values = Key.allCases.map { ($0.rawValue, $0.value(in: table)) }
        try Output.json(Dictionary(uniqueKeysWithValues: values))
        return
      }
      if let key {
        guard let value = key.value(in: table) else {
          throw ExitCode(ExitStatus.notVerified.rawValue)
        }
        Output.line(printable(value))
        return
      }
      let isThere = FileManager.default.fileExists(atPath: path)
      Output.line("# \(path)\(isThere ? "" : " (not there yet; `wisp config edit` makes it)")")
      for key in Key.allCases {
        guard let value = key.value(in: table) else { continue }
        Output.line("\(key.rawValue) = \"\(printable(value))\"")
      }
      for name in (table["prices"]?.table ?? [:]).keys.sorted() {
        Output.line("prices.\"\(printable(name))\" is set")
      }
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Set a key, or remove it if no value is given. The rest of the file stays as it is.",
      discussion: """
        Examples:
          wisp config set day_budget 5usd
          wisp config set ttl 2w
          wisp config set ttl
        """)

    @Argument(help: "The key: \(Key.allCases.map(\.rawValue).joined(separator: ", ")).")
    var key: Key

    @Argument(help: "The value. Without it the key is removed.")
    var value: String?

    func run() throws {
      let path = Configuration.path(environment: ProcessInfo.processInfo.environment)
      var file = try ConfigurationFile(path: path)
      try file.set(key.rawValue, to: value)
      try file.write()
    }
  }

  struct Unset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a key. The rest of the file stays as it is.",
      discussion: """
        Example:
          wisp config unset model
        """)

    @Argument(help: "The key: \(Key.allCases.map(\.rawValue).joined(separator: ", ")).")
    var key: Key

    func run() throws {
      let path = Configuration.path(environment: ProcessInfo.processInfo.environment)
      var file = try ConfigurationFile(path: path)
      try file.set(key.rawValue, to: nil)
      try file.write()
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Open the file in $VISUAL, $EDITOR or vi. A new file has a comment for every key.",
      discussion: """
        Example:
          EDITOR=nano wisp config edit
        """)

    func run() throws {
      let environment = ProcessInfo.processInfo.environment
      let path = Configuration.path(environment: environment)
      if !FileManager.default.fileExists(atPath: path) { try ConfigurationFile(path: path).write() }
      let named = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
      let editor = named.first { !$0.isEmpty } ?? "vi"
      let process = Process()
      // The variable may hold arguments, as for git; the path is passed beside it.
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "\(editor) \"$@\"", editor, path]
      try process.run()
      process.waitUntilExit()
      guard process.terminationReason == .exit, process.terminationStatus == 0 else {
        throw UsageError("\(editor) failed. Set EDITOR to an editor that is installed.")
      }
      _ = try Configuration.load(path)
    }
  }
}
