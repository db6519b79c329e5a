/// A way to say something: words with alternatives, optional words and slots.
///
///     pattern = element { " " element }
///     element = "[" choice "]" | choice          -- in brackets: may be left out
///     choice  = word { "|" word } | "<" SLOT ":" kind ">"
///     kind    = "number" | "name" | "word" | "measure" | "path" | "rooted" | "." extension | a table's name
struct Pattern: Decodable, Sendable, Equatable {
  enum Piece: Sendable, Equatable {
    case words(Set<String>)
    case slot(name: String, kind: String)
  }

  struct Element: Sendable, Equatable {
    var piece: Piece
    var isOptional: Bool
  }

  var elements: [Element]

  init(_ text: String) {
    elements = text.split(separator: " ").map { part in
      let isOptional = part.hasPrefix("[") && part.hasSuffix("]")
      let inner = isOptional ? part.dropFirst().dropLast() : part
      guard inner.hasPrefix("<"), inner.hasSuffix(">") else {
        let words = inner.split(separator: "|").map(String.init)
        return Element(piece: .words(Set(words)), isOptional: isOptional)
      }
      let halves = inner.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
      return Element(
        piece: .slot(name: String(halves[0]), kind: halves.count > 1 ? String(halves[1]) : "name"),
        isOptional: isOptional)
    }
  }

  init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// The longest way to read the beginning of `tokens`: how many, and the slots' values.
  func match(
    _ tokens: ArraySlice<Token>, reading: (Token, String) -> String?
  ) -> (count: Int, slots: [String: String])? {
    Self.match(elements[...], tokens, reading: reading)
  }

  private static func match(
    _ elements: ArraySlice<Element>, _ tokens: ArraySlice<Token>,
    reading: (Token, String) -> String?
  ) -> (count: Int, slots: [String: String])? {
    guard let element = elements.first else { return (0, [:]) }
    let others = elements.dropFirst()
    var best: (count: Int, slots: [String: String])?
    if let token = tokens.first, let found = read(element.piece, token, reading),
      let rest = match(others, tokens.dropFirst(), reading: reading)
    {
      best = (rest.count + 1, rest.slots.merging(found) { _, new in new })
    }
    if element.isOptional, let without = match(others, tokens, reading: reading),
      without.count > best?.count ?? -1
    {
      best = without
    }
    return best
  }

  private static func read(
    _ piece: Piece, _ token: Token, _ reading: (Token, String) -> String?
  ) -> [String: String]? {
    switch piece {
    case .words(let words):
      !token.isQuoted && words.contains(token.word) ? [:] : nil
    case .slot(let name, let kind):
      reading(token, kind).map { value in [name: value] }
    }
  }
}
