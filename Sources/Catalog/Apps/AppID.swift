import Foundation

/// Names for apps: `csv-sum-7f3a`, a slug that people can say and 4 hexadecimal digits.
package enum AppID {
  /// The longest slug, in characters.
  private static let longest = 30

  /// A new id for an app called `name`; ask again where it is taken.
  package static func make(
    from name: String, random: inout some RandomNumberGenerator
  ) -> String {
    let digits = String(UInt16.random(in: .min ... .max, using: &random), radix: 16)
    return slug(name) + "-" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// A name for an app that was only described: up to three words that carry meaning.
  ///
  /// - Parameter description: English, any length.
  /// - Returns: Lower-case ASCII letters, digits and hyphens, at most 30, at least 1.
  package static func slug(describing description: String) -> String {
    let words = words(description)
    var telling: [String] = []
    for word in words where !stopWords.contains(word) && !telling.contains(word) {
      telling.append(word)
    }
    let named = telling.filter { $0.first?.isLetter == true }
    return joined(Array((named.isEmpty ? telling.isEmpty ? words : telling : named).prefix(3)))
  }

  /// A name as part of a path and a command: lower-case ASCII letters, digits and hyphens.
  private static func slug(_ name: String) -> String { joined(words(name)) }

  /// As many whole words as fit, the first one cut where it does not.
  private static func joined(_ words: [String]) -> String {
    guard let first = words.first else { return "app" }
    var slug = String(first.prefix(longest))
    for word in words.dropFirst() {
      guard slug.count + 1 + word.count <= longest else { break }
      slug += "-" + word
    }
    return slug
  }

  private static func words(_ text: String) -> [String] {
    // A description may be a whole file; its first sentences name it.
    let start = String(text.prefix(1_000))
    return ascii(start).lowercased().replacing("'", with: "").split { character in
      !(character.isASCII && (character.isLetter || character.isNumber || character == "-"))
    }.flatMap { word in
      let parts = word.split(separator: "-").map(String.init)
      // "to-do" is one word; "log-histogram" is two.
      return parts.contains(where: stopWords.contains) ? [parts.joined()] : parts
    }
  }

  private static func ascii(_ text: String) -> String {
    // Making the first transform of a process takes longer than all else here.
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    let latin = StringTransform("Any-Latin; Latin-ASCII")
    return text.applyingTransform(latin, reverse: false) ?? text
  }

  private static let stopWords: Set<String> = [
    "a", "about", "all", "am", "an", "and", "any", "app", "application", "are", "as", "at", "be",
    "build", "by", "called", "can", "cli", "code", "command", "could", "create", "do", "does",
    "each", "every", "for", "from", "get", "give", "gives", "given", "has", "have", "here", "how",
    "i", "id", "if", "im", "in", "input", "into", "is", "it", "its", "just", "let", "lets", "like",
    "line", "little", "made", "make", "makes", "me", "much", "my", "need", "new", "of", "on", "one",
    "or",
    "our", "out", "output", "please", "program", "quick", "read", "reads", "script", "should",
    "show", "shows", "simple", "small", "so", "some", "standard", "stdin", "stdout", "swift",
    "take", "takes", "that", "the", "them", "then", "there", "these", "they", "thing", "this",
    "those", "to", "tool", "us", "use", "uses", "using", "utility", "want", "was", "we", "what",
    "when", "where", "which", "will", "with", "would", "write", "you", "your",
  ]
}
