/// Words every recipe shares, as in `Templates/builtin/words.json`.
struct CommonWords: Decodable, Sendable, Equatable {
  /// Ways to say nothing: articles, politeness, "a tool that".
  var fillers: [Pattern]
  /// Words that are never a column's name unless quoted.
  var notNames: Set<String>
  /// Words that may name a column, but never one of numbers.
  var notMeasures: Set<String>
  var numbers: [String: Int]

  /// How many words at the beginning mean nothing to a recipe.
  func fillerCount(_ tokens: ArraySlice<Token>, recipe: Recipe) -> Int {
    let count = fillers.compactMap { $0.match(tokens) { _, _ in nil }?.count }.max() ?? 0
    guard count == 1, let word = tokens.first?.word, recipe.meaningful.contains(word) else {
      return count
    }
    return 0
  }

  /// The value a token has as a slot of a kind (see `Pattern`), nil if it cannot be one.
  func value(of token: Token, kind: String, recipe: Recipe) -> String? {
    if let table = recipe.tables[kind] { return token.isQuoted ? nil : table[token.word] }
    if kind.hasPrefix(".") {
      return token.word.hasSuffix(kind) && token.word.count > kind.count ? token.text : nil
    }
    switch kind {
    case "number":
      guard !token.isQuoted, let number = Int(token.word) ?? numbers[token.word],
        (1...100_000).contains(number)
      else { return nil }
      return String(number)
    case "name": return isName(token, recipe) ? token.text : nil
    case "word":
      let isWord = token.word.allSatisfy { $0.isASCII && $0.isLetter } && !token.isQuoted
      return isWord && token.word.count <= 30 && isName(token, recipe)
        ? token.text.lowercased() : nil
    case "measure":
      let isMeasure = token.isQuoted || !notMeasures.contains(token.word)
      return isMeasure && isName(token, recipe) ? token.text : nil
    case "path": return isPath(token) ? token.text : nil
    case "rooted":
      let isRooted = token.text.hasPrefix(".") || token.text.hasPrefix("[")
      return isRooted && isPath(token) ? token.text : nil
    default: return nil
    }
  }

  /// Names go into string literals and CSV headers, so only harmless characters are let in.
  private func isName(_ token: Token, _ recipe: Recipe) -> Bool {
    guard !token.text.isEmpty, token.text.count <= 60, token.text.first != " ",
      token.text.last != " ",
      token.text.allSatisfy({ character in
        character.isLetter || character.isWholeNumber || "_-./%".contains(character)
          || (token.isQuoted && character == " ")
      }), !token.text.contains("__"),
      token.text.contains(where: { character in character.isLetter || character.isWholeNumber })
    else { return false }
    if token.isQuoted { return true }
    return token.text.contains(where: \.isLetter) && !notNames.contains(token.word)
      && !recipe.notNames.contains(token.word)
      && !fillers.contains { filler in filler.match([token]) { _, _ in nil }?.count == 1 }
  }

  private func isPath(_ token: Token) -> Bool {
    let text = token.text
    if !token.isQuoted, [".json", ".txt", ".csv", ".log"].contains(where: text.hasSuffix) {
      return false
    }
    guard !text.contains("__"), text.utf8.count <= 200,
      text.allSatisfy({ character in
        character.isLetter || character.isWholeNumber || "_-.[]*".contains(character)
      })
    else { return false }
    return token.isQuoted || text.hasPrefix(".") || text.contains(".") || text.contains("[")
  }
}
