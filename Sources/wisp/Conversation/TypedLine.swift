import LineEditing

/// What a line of a conversation means.
enum TypedLine: Equatable {
  case nothing
  /// What is needed, or what is to change, in plain English.
  case words(String)
  case command(CommandWords)
  case help
  case leave
  /// Another app is to be talked about; nil: the newest.
  case use(String?)

  /// A line that begins with `/` or `:` is a command, and so is a single word that is the name of one.
  ///
  /// - Throws: `CommandWords.Failure` for a command that cannot be read.
  init(_ text: String, commands: [String]) throws(CommandWords.Failure) {
    let text = text.trimmed
    guard let first = text.first else {
      self = .nothing
      return
    }
    let bare = text.lowercased()
    if first == "/" || first == ":" {
      self.init(command: try CommandWords(String(text.dropFirst())))
    } else if Self.own.contains(bare) || commands.contains(bare) {
      self.init(command: try CommandWords(bare))
    } else if let rest = text.wordsAfter("wisp"), let word = rest.split(separator: " ").first,
      commands.contains(String(word))
    {
      self.init(command: try CommandWords(rest))
    } else if let rest = text.wordsAfter("wisp"), rest.count > 2, rest.hasPrefix("\""),
      rest.hasSuffix("\"")
    {
      // As a refusal's hint is copied.
      self = .words(String(rest.dropFirst().dropLast()))
    } else {
      self = .words(text)
    }
  }

  /// Words that only a conversation has.
  private static let own = ["help", "?", "quit", "exit", "bye", "use"]

  private init(command: CommandWords) {
    switch command.words.first {
    case nil, "?": self = .help
    case "help" where command.words.count == 1: self = .help
    case "quit", "exit", "q", "bye": self = .leave
    case "use": self = .use(command.words.dropFirst().first)
    default: self = .command(command)
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }),
      let end = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[start...end])
  }

  /// What follows the word; nil where this does not begin with it.
  fileprivate func wordsAfter(_ word: String) -> String? {
    hasPrefix(word + " ") ? String(dropFirst(word.count + 1)) : nil
  }
}
