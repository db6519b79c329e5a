import ArgumentParser
import Foundation
import Workbench
import Workspace

extension RunCommand {
  /// Refuses words for the app that do not follow `--`, and says how they are written.
  ///
  /// - Throws: `UsageError` with the command that is meant.
  static func checkWords(_ words: [String]) throws {
    let rest = words.dropFirst(2)
    guard words.first == "run", rest.first.map({ !$0.hasPrefix("-") }) == true,
      let app = words.dropFirst().first, !app.hasPrefix("-")
    else { return }
    throw UsageError(
      "Put the app's own arguments after `--`. Did you mean `"
        + meant(app, withoutMark(rest)) + "`?")
  }

  /// Says what an option is that `wisp run` does not have: most likely the app's own.
  ///
  /// Returns nil if the words are not a `run`, or if nothing is wrong with their options.
  static func unknownOption(_ words: [String]) -> UsageError? {
    let words = words.dropFirst(words.first == commandName ? 1 : words.count)
    let known = optionNames
    guard
      let place = words.prefix(while: { $0 != "--" }).firstIndex(where: { word in
        word.hasPrefix("-") && word.count > 1 && !known.contains(name(of: word))
      })
    else { return nil }
    let unknown = name(of: words[place])
    let call =
      ["wisp", "run"] + words[..<place].map(shellQuoted) + ["--"]
      + withoutMark(words[place...]).map(shellQuoted)
    let near = Similarity.nearest(to: unknown, among: known.sorted())
    return UsageError(
      "`wisp run` has no option \(printable(unknown)).\(near.map { " Did you mean \($0)?" } ?? "")\n"
        + "Put the app's own options after `--`: \(call.joined(separator: " "))")
  }

  private static var commandName: String? { configuration.commandName }

  private static func name(of option: String) -> String {
    String(option.prefix { $0 != "=" })
  }

  /// The names of all options, `--help` and `--version` too, as the parser knows them.
  private static var optionNames: Set<String> {
    struct Tool: Decodable {
      struct Command: Decodable { var arguments: [Argument]? }
      struct Argument: Decodable { var names: [Name]? }
      struct Name: Decodable { var kind, name: String }
      var command: Command
    }
    guard let tool = try? JSONDecoder().decode(Tool.self, from: Data(_dumpHelp().utf8)) else {
      return []
    }
    let names = (tool.command.arguments ?? []).flatMap { $0.names ?? [] }
    return Set(names.map { ($0.kind == "long" ? "--" : "-") + $0.name } + ["--version"])
  }

  private static func withoutMark(_ words: ArraySlice<String>) -> [String] {
    var words = Array(words)
    if let mark = words.firstIndex(of: "--") { words.remove(at: mark) }
    return words
  }

  private static func meant(_ app: String, _ arguments: [String]) -> String {
    if arguments.count == 1, isFile(arguments[0]),
      Workbench().input(of: app)?.isStandardInputOnly == true
    {
      return call(app, [], input: arguments[0])
    }
    return call(app, arguments)
  }

  /// The command that runs an app with these arguments, as it is typed into a shell.
  static func call(_ app: String, _ arguments: [String], input: String? = nil) -> String {
    "wisp run \(shellQuoted(app))"
      + (arguments.isEmpty ? "" : " -- " + arguments.map(shellQuoted).joined(separator: " "))
      + (input.map { " < " + shellQuoted($0) } ?? "")
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
