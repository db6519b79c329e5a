import ArgumentParser
import LineEditing

/// A command that is typed into a conversation without its slash.
enum BareCommand {
  /// Reads a line whose first word is a command's name.
  ///
  /// Returns nil if the line is English: if what follows the name are not that command's arguments, if a
  /// description in it is not in quotes, or if more than one word follows and one that stands for an app names
  /// none. Two words are never English, nor is a name with an option after it: as a command that fails they
  /// cost nothing.
  static func read(_ text: String, isApp: (String) -> Bool) -> CommandWords? {
    guard var command = try? CommandWords(text), let name = command.words.first?.lowercased() else {
      return nil
    }
    command.words[0] = name
    let rest = command.words.dropFirst()
    let isShort = text.split(whereSeparator: \.isWhitespace).count < 3
    if ForeignCommands.table[name] != nil {
      return rest.allSatisfy(isApp) && command.input == nil && command.output == nil
        ? command : nil
    }
    switch name {
    case "?", "quit", "exit", "bye": return isShort && rest.isEmpty ? command : nil
    case "use": return isShort || rest.count == 1 && rest.allSatisfy(isApp) ? command : nil
    case "help": return rest.allSatisfy(Suggestion.commands.contains) ? command : nil
    default:
      guard Suggestion.commands.contains(name) else { return nil }
      let hasOption = rest.first?.prefixMatch(of: /--?[a-z]/) != nil
      return hasOption || takes(command.words, isShort, isApp) ? command : nil
    }
  }

  /// Whether a line that was taken as a command may have been meant as English.
  static func isAmbiguous(_ text: String) -> Bool {
    !TypedLine.hasMark(text) && text.split(whereSeparator: \.isWhitespace).count == 2
  }

  private static func takes(_ words: [String], _ isShort: Bool, _ isApp: (String) -> Bool) -> Bool {
    do {
      let parsed = try Wisp.parseAsRoot(words)
      let isQuoted = (parsed as? any DescribedCommand)?.descriptions
        .allSatisfy { $0.contains(where: \.isWhitespace) }
      let areApps = (parsed as? any AppCommand)?.namedApps.allSatisfy(isApp)
      return isQuoted ?? true && (isShort || areApps ?? true)
    } catch {
      // `--help` is told as an error.
      return Wisp.exitCode(for: error) == .success
    }
  }
}

/// A command that takes a description or a change, in English.
protocol DescribedCommand: ParsableCommand {
  /// The words of it, one text for each argument of the shell.
  var descriptions: [String] { get }
}

extension NewCommand: DescribedCommand {
  var descriptions: [String] { description }
}

extension PromptCommand: DescribedCommand {
  var descriptions: [String] { description }
}

extension OnceCommand: DescribedCommand {
  var descriptions: [String] { description.map { [$0] } ?? [] }
}

extension TweakCommand: DescribedCommand {
  var descriptions: [String] { words.count == 2 ? [words[1]] : words }
}
