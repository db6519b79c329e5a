import ArgumentParser
import Foundation
import Sandbox
import Terminal
import Workbench
import Workspace

/// `wisp`: parses the arguments, runs one command, maps what went wrong to an exit code.
@main
struct Wisp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wisp",
    abstract:
      "Say what you need. Get a small app, built, tested and confined. Keep it or let it expire.",
    usage: """
      wisp ["DESCRIPTION"] [options]
      wisp <subcommand> [options]
      """,
    discussion: """
      Examples:
        wisp "count the most frequent words"   make an app
        wisp run -- --top 5 < book.txt         run the newest app
        cat access.log | wisp once "show requests per minute from this log as a bar chart"
        wisp tweak "ignore case"               change the newest app; needs a model
        wisp keep --to ~/words                 keep it, as a Swift package
        wisp discard                           or move it to the trash
        wisp                                   a conversation that does all of this

      Without a key the built-in model makes the apps that `wisp models --builtin` lists. For \
      anything else set ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY, or start a local \
      model server. `wisp models` shows what was found.

      Exit codes:
        0 done and verified      1 not verified, or refused   2 wrong usage
        3 the model failed       5 a limit was reached        130 interrupted
        4 cannot be checked here: no sandbox, toolchain or dependency
      """,
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Making", subcommands: [NewCommand.self, TweakCommand.self, ResumeCommand.self]),
      CommandGroup(
        name: "Using",
        subcommands: [
          RunCommand.self, OnceCommand.self, ListCommand.self, ShowCommand.self,
        ]),
      CommandGroup(
        name: "History",
        subcommands: [
          LogCommand.self, DiffCommand.self, CompareCommand.self, UndoCommand.self,
          RedoCommand.self,
          ForkCommand.self,
        ]),
      CommandGroup(
        name: "Lifecycle",
        subcommands: [
          KeepCommand.self, RenameCommand.self, DiscardCommand.self, RestoreCommand.self,
          SweepCommand.self,
        ]),
      CommandGroup(
        name: "Plumbing",
        subcommands: [
          VerifyCommand.self, ApplyCommand.self, PromptCommand.self, ReplayCommand.self,
          SandboxCommand.self,
        ]),
      CommandGroup(
        name: "Setup",
        subcommands: [
          ModelsCommand.self, CostCommand.self, TemplatesCommand.self, WarmCommand.self,
          DoctorCommand.self, ConfigCommand.self,
        ]),
    ],
    defaultSubcommand: NewCommand.self)

  static func main() async {
    OwnMemory.close()
    signal(SIGPIPE, SIG_IGN)
    let arguments = Sentences.marked(Array(CommandLine.arguments.dropFirst()))
    if let text = quickAnswer(to: arguments) {
      print(text)
      return
    }
    do {
      try RunCommand.checkWords(arguments)
      try checkHelp(arguments)
      if let once = PlainOnce(arguments) { return try await once.run() }
      var command =
        if let named = await named(arguments) { named } else {
          try parseAsRoot(arguments)
        }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Foundation.exit(report(error, words: arguments))
    }
  }

  /// What scripts and shells ask often, answered without reading every command's declaration, which is
  /// most of what a start of `wisp` costs.
  private static func quickAnswer(to arguments: [String]) -> String? {
    switch arguments {
    case ["--version"]: Version.current
    case ["--help"], ["-h"]: helpMessage()
    default: nil
    }
  }

  /// The command that the first word names, parsed without reading every other command's declaration.
  ///
  /// - Returns: Nil if the whole tree must say what is meant, or what is wrong with it.
  private static func named(_ arguments: [String]) async -> (any ParsableCommand)? {
    let subcommands = configuration.groupedSubcommands.flatMap(\.subcommands)
    let rest = Array(arguments.dropFirst())
    // Three dashes ask the parser itself, and only in front of all others.
    guard let name = arguments.first, rest.first?.hasPrefix("---") != true,
      let command = subcommands.first(where: { $0.configuration.commandName == name })
    else { return nil }
    if let command = command as? any AsyncParsableCommand.Type {
      return try? await command.asyncParse(rest)
    }
    return try? command.parse(rest)
  }

  /// Refuses to explain a word that is no command: the parser would explain `new`, as if the word described an
  /// app.
  ///
  /// - Throws: `UsageError` with the command that may be meant.
  private static func checkHelp(_ words: [String]) throws {
    let asked = words.dropFirst().prefix { $0 != "--" }
    guard let word = words.first, !word.hasPrefix("-"), !word.contains(where: \.isWhitespace),
      !Suggestion.commands.contains(word), asked.contains("--help") || asked.contains("-h"),
      asked.allSatisfy({ $0.hasPrefix("-") })
    else { return }
    if let app = Workbench().app(named: word) {
      throw UsageError(
        "\(app) is an app. Did you mean `\(RunCommand.call(app, ["--help"]))`? "
          + "`wisp show \(app)` says what it does.")
    }
    let hint = Suggestion(words)?.command.map { " Did you mean `\($0)`?" } ?? ""
    throw UsageError("There is no command \(word).\(hint) `wisp help` lists the commands.")
  }

  /// Says what went wrong, whatever it means for the exit code.
  static func say(_ error: any Error) { _ = report(error, words: []) }

  /// Says what went wrong and returns the exit code for it.
  private static func report(_ error: any Error, words: [String]) -> Int32 {
    if let exit = error as? ExitCode { return exit.rawValue }
    let code = exitCode(for: error)
    if code == .success || error is CleanExit {
      print(fullMessage(for: error))
      return 0
    }
    if code == .validationFailure, let unknown = RunCommand.unknownOption(words) {
      return report(unknown, words: words)
    }
    if code == .validationFailure {
      FileHandle.standardError.write(
        Data((fullMessage(for: error) + "\n" + advice(on: words)).utf8))
      return ExitStatus.usage.rawValue
    }
    let status = ExitStatus(for: error)
    if status != .interrupted {
      Terminal(environment: ProcessInfo.processInfo.environment).line(
        "wisp: \(printable("\(error)", keepingLines: true))")
    }
    return status.rawValue
  }

  /// What may have been meant by words that no command takes.
  private static func advice(on words: [String]) -> String {
    let plain = words.filter { !$0.hasPrefix("-") }
    if let word = words.first, let app = Workbench().app(named: word) {
      let rest = words.dropFirst().filter { $0 != "--" }
      return "\(app) is an app. Did you mean `\(RunCommand.call(app, Array(rest)))`?\n"
    }
    if let command = Suggestion(plain)?.command {
      return "Did you mean `\(command)`? `wisp help` lists the commands.\n"
    }
    guard plain.count > 2, plain.count == words.count, !words.contains("--") else { return "" }
    return "Put a description in quotes: wisp "
      + Sentences.quoted(plain.joined(separator: " ")) + "\n"
  }
}
