import ArgumentParser
import Foundation
import Terminal
import Workbench
import Workspace

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
    var key: Configuration.Key?

    @Flag(help: "Print one JSON object with every key, null if the key is not set.")
    var json = false

    func run() throws {
      let path = Workbench().configurationPath
      _ = try Configuration.load(path)
      let file = try ConfigurationFile(path: path)
      let keys = Configuration.Key.texts
      if json {
        let values = try keys.map { ($0.rawValue, try $0.text(in: file)) }
        try Output.json(Dictionary(uniqueKeysWithValues: values))
        return
      }
      if let key {
        guard let value = try key.text(in: file) else { throw ExitStatus.notVerified.exit }
        Output.line(printable(value))
        return
      }
      let isThere = FileManager.default.fileExists(atPath: path)
      Output.line("# \(path)\(isThere ? "" : " (not there yet; `wisp config edit` makes it)")")
      for key in keys {
        guard let value = try key.text(in: file) else { continue }
        Output.line("\(key.rawValue) = \"\(printable(value))\"")
      }
      for name in try file.pricedModels() { Output.line("prices.\"\(printable(name))\" is set") }
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

    @Argument(help: "The key: \(names).")
    var key: Configuration.Key

    @Argument(help: "The value. Without it the key is removed.")
    var value: String?

    func run() throws { try ConfigCommand.set(key, to: value) }
  }

  struct Unset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a key. The rest of the file stays as it is.",
      discussion: """
        Example:
          wisp config unset model
        """)

    @Argument(help: "The key: \(names).")
    var key: Configuration.Key

    func run() throws { try ConfigCommand.set(key, to: nil) }
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
      let workbench = Workbench()
      let path = workbench.configurationPath
      if !FileManager.default.fileExists(atPath: path) { try ConfigurationFile(path: path).write() }
      let editor = Editor(environment: workbench.environment)
      guard editor.edit(path) else {
        throw UsageError(
          "\(editor.command) failed. Set EDITOR to an editor that is installed.")
      }
      _ = try workbench.configuration()
    }
  }

  /// The keys that can be set, in words.
  private static let names = Configuration.Key.texts.map(\.rawValue).joined(separator: ", ")

  private static func set(_ key: Configuration.Key, to value: String?) throws {
    var file = try ConfigurationFile(path: Workbench().configurationPath)
    try file.set(key, to: value)
    try file.write()
  }
}

extension Configuration.Key: ExpressibleByArgument {
  /// Prices are tables: `wisp config edit`.
  public init?(argument: String) {
    guard let key = Self(rawValue: argument), Self.texts.contains(key) else { return nil }
    self = key
  }

  public static var allValueStrings: [String] { texts.map(\.rawValue) }
}
