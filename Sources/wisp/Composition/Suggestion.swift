import ArgumentParser
import WispCore

/// What somebody may have meant who mistyped the name of a command.
enum Suggestion {
  /// The command that `word` is nearly the name of; nil for a command's own name, too.
  static func command(for word: String) -> String? {
    let word = word.lowercased()
    guard !commands.contains(word) else { return nil }
    return Similarity.nearest(to: word, among: commands)
  }

  /// The names of all commands.
  static var commands: [String] {
    let groups = Wisp.configuration.groupedSubcommands.flatMap(\.subcommands)
    return (Wisp.configuration.subcommands + groups + [HelpName.self]).compactMap {
      $0.configuration.commandName
    }
  }

  /// `help` is the parser's own.
  private struct HelpName: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "help")
  }
}
