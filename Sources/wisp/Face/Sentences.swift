import Workspace

/// Descriptions and changes among the words of a command line.
enum Sentences {
  /// The command line with a blank before each sentence that begins like an option, so that the parser takes
  /// it for what it is: `wisp tweak "--sort COLUMN sorts by that column"`.
  static func marked(_ words: [String]) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return words.indices.map { index in
      let isValue = index > 0 && words[index - 1] == "--example"
      return index < end && !isValue && isSentence(words[index]) ? " " + words[index] : words[index]
    }
  }

  /// Whether the word begins like an option and goes on after a blank; `--name=a value` is an option.
  private static func isSentence(_ word: String) -> Bool {
    guard word.hasPrefix("-"), let blank = word.firstIndex(where: \.isWhitespace) else {
      return false
    }
    return !word[..<blank].contains("=")
  }

  /// The description as it is typed into a shell.
  static func quoted(_ text: String) -> String {
    let isPlain = !text.contains { "\"$`\\!\n".contains($0) }
    return isPlain ? "\"\(printable(text))\"" : shellQuoted(text)
  }
}
