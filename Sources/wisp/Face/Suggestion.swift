import ArgumentParser
import Workspace

/// What somebody may have meant whose first word is nearly the name of a command, or another tool's.
struct Suggestion: Equatable {
  /// The command to type; nil if `wisp` has none for it.
  var command: String?

  /// Looks at what was typed, word by word.
  ///
  /// Returns nil if the first word is a command's own name, is more than one word in quotes, or looks like no
  /// command.
  init?(_ words: [String]) {
    guard let word = words.first?.lowercased(), !Self.commands.contains(word),
      !word.contains(where: \.isWhitespace)
    else { return nil }
    let rest = words.dropFirst().map(shellQuoted)
    if let instead = ForeignCommands.table[word] {
      self.init(instead, rest: rest)
    } else if let near = Similarity.nearest(to: word, among: Self.commands) {
      self.init("wisp \(near) …", rest: rest)
    } else if let near = Similarity.nearest(to: word, among: Self.longForeignWords),
      let instead = ForeignCommands.table[near]
    {
      self.init(instead, rest: rest)
    } else {
      return nil
    }
  }

  private init(_ instead: String?, rest: [String]) {
    command = instead.map { instead in
      instead.split(separator: " ").flatMap { $0 == "…" ? rest : [String($0)] }
        .joined(separator: " ")
    }
  }

  /// Too many English words are one letter away from a shorter one.
  private static let longForeignWords = ForeignCommands.table.keys.filter { $0.count > 5 }.sorted()

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
