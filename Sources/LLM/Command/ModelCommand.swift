import Foundation

/// A program of the user's that answers: `command:PROGRAM ARGUMENTS`.
///
/// The shell runs it, once for each question, with the user's rights and environment and outside of the
/// sandbox. Only the user can name one: with `--model` or `WISP_MODEL`.
package struct ModelCommand: Sendable, Equatable {
  static let prefix = "command:"

  /// What the shell is given.
  let line: String

  /// Reads a model's name; nil if it names no program.
  init?(_ name: String) {
    guard name.hasPrefix(Self.prefix) else { return nil }
    let line = Substring(name.dropFirst(Self.prefix.count)).trimmingWhitespace()
    guard !line.isEmpty, !line.unicodeScalars.contains("\0") else { return nil }
    self.line = String(line)
  }

  /// The name that is shown and recorded: the program alone, since arguments may hold secrets.
  package var name: String {
    let program = line.split(whereSeparator: \.isWhitespace).first ?? ""
    return Self.prefix + (program.split(separator: "/").last ?? program)
  }

  /// The model; nothing runs before it is asked.
  package func model(environment: [String: String]) -> any LanguageModel {
    CommandModel(command: self, environment: environment)
  }

  /// What the program reads: the system text, then the conversation.
  ///
  /// One message stands as it is; of several each has a line above it that says who wrote it.
  static func prompt(_ request: ModelRequest) -> String {
    let turns = WireMessage.turns(of: request)
    let talk =
      turns.count == 1
      ? turns[0].content
      : turns.map { "=== \($0.role) ===\n\n\($0.content)" }.joined(separator: "\n\n")
    return (request.system.isEmpty ? "" : request.system + "\n\n") + talk + "\n"
  }
}
