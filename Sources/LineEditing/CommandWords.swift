/// A typed command: its words, and the files that it is to read from and write to.
///
/// As in a shell: blanks part words, quotes and backslashes keep them together, `<` and `>` stand before
/// files. Nothing else of a shell is there: no variables, patterns or pipes.
package struct CommandWords: Sendable, Equatable {
  package var words: [String] = []
  package var input: String?
  package var output: String?

  /// The fault of a command, in words.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// - Throws: `Failure` for an open quote or a `<` or `>` without a file.
  package init(_ text: String) throws(Failure) {
    var word: String?
    var quote: Character?
    /// The `<` or `>` whose file comes next.
    var target: Character?
    var isEscaped = false
    func finish() throws(Failure) {
      guard let done = word else { return }
      word = nil
      switch target {
      case "<": input = done
      case ">": output = done
      default: words.append(done)
      }
      target = nil
    }
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        try finish()
      } else if character == "<" || character == ">" {
        try finish()
        guard target == nil else { throw Self.missing(target) }
        target = character
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let quote { throw Failure(description: "The quote \(quote) is not closed.") }
    if isEscaped { word = (word ?? "") + "\\" }
    try finish()
    guard target == nil else { throw Self.missing(target) }
  }

  private static func missing(_ target: Character?) -> Failure {
    Failure(description: "A file is missing after \(target.map(String.init) ?? "").")
  }
}
