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

  /// A line that begins with `/` or `:` is a command, and so is one that reads as a command without it.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - isApp: Whether a word names an app.
  /// - Throws: `CommandWords.Failure` for a command that cannot be read.
  init(_ text: String, isApp: (String) -> Bool) throws(CommandWords.Failure) {
    let text = text.trimmed
    if text.isEmpty {
      self = .nothing
    } else if Self.hasMark(text) {
      self.init(command: try CommandWords(String(text.dropFirst())))
    } else if let rest = text.wordsAfter("wisp"), let word = rest.split(separator: " ").first,
      Suggestion.commands.contains(String(word))
    {
      self.init(command: try CommandWords(rest))
    } else if let sentence = (text.wordsAfter("wisp") ?? text).inQuotes {
      // As a refusal's hint is copied.
      self = .words(sentence)
    } else if let command = BareCommand.read(text, isApp: isApp) {
      self.init(command: command)
    } else {
      self = .words(text)
    }
  }

  /// Whether a line is marked as a command.
  static func hasMark(_ text: String) -> Bool {
    let first = text.first { !$0.isWhitespace }
    return first == "/" || first == ":"
  }

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

  /// What one pair of quotes around all of this holds; nil if there is none.
  fileprivate var inQuotes: String? {
    guard count > 2, let quote = first, quote == last, quote == "\"" || quote == "'" else {
      return nil
    }
    let inner = dropFirst().dropLast()
    return inner.contains(quote) ? nil : String(inner)
  }

  /// What follows the word; nil if this does not begin with it.
  fileprivate func wordsAfter(_ word: String) -> String? {
    hasPrefix(word + " ") ? String(dropFirst(word.count + 1)) : nil
  }
}
