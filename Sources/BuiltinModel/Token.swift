/// One word of a description, or one quoted text.
struct Token: Sendable, Equatable {
  /// As it was written, without quotes and the punctuation around it.
  var text: String
  var isQuoted: Bool

  /// The word that was meant, if this one was mistyped; nil if it is taken as it is.
  var meant: String?

  /// For comparing.
  var word: String { meant ?? text.lowercased() }

  private static let quotes: [Character: Character] = [
    "\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»", "„": "“",
  ]

  /// Splits a description.
  ///
  /// Marks that mean nothing are dropped; others (`>`, `+`, …) are words.
  static func split(_ description: String) -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(description)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if let end = quotes[first], let close = rest.dropFirst().firstIndex(of: end) {
        let inner = rest[rest.index(after: rest.startIndex)..<close]
        tokens.append(Token(text: String(inner), isQuoted: true))
        rest = rest[rest.index(after: close)...]
      } else {
        let word = rest.prefix { character in !character.isWhitespace }
        rest = rest[word.endIndex...]
        let text = trimmed(word)
        if !text.isEmpty { tokens.append(Token(text: text, isQuoted: false)) }
      }
    }
    return tokens
  }

  private static func trimmed(_ word: Substring) -> String {
    var word = word
    while let last = word.last, ",.;:!?)\"'`”’–—-".contains(last) { word.removeLast() }
    while let first = word.first, "(\"'`“‘–—".contains(first) { word.removeFirst() }
    return String(word)
  }
}
