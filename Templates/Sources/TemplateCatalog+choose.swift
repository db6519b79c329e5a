extension TemplateCatalog {
  /// The template that fits a description best, and why, for one line of output.
  ///
  /// Counts the keywords (decisive ones three times) of each template among the words and pairs of
  /// neighbouring words; `filter` if nothing decides. What speaks for `filter` (text, data, lines)
  /// occurs in descriptions of all kinds and counts half.
  package func choose(for description: String) -> (template: Template, reason: String) {
    let words = Self.terms(of: description)
    let scores = templates.map { template in
      let loud = words.filter(Set(template.decisive).contains)
      return (template, loud + loud + loud + words.filter(Set(template.keywords).contains))
    }
    let usual = self["filter"] ?? templates[0]
    var best: (template: Template, words: [String]) = (usual, [])
    for (template, hits) in scores where template != usual && hits.count > best.words.count {
      best = (template, hits)
    }
    let plain = scores.first { $0.0 == usual }?.1 ?? []
    if plain.count >= 2 * best.words.count - 1 { best = (usual, plain) }
    if best.words.isEmpty { return (usual, "the usual one for a description without hints") }
    var seen: Set<String> = []
    let hints = best.words.filter { seen.insert($0).inserted }.prefix(3).map { word in "“\(word)”" }
      .joined(separator: ", ")
    return (best.template, "because of \(hints)")
  }

  /// The different words and pairs of words of a description, lower-cased, in order.
  private static func terms(of description: String) -> [String] {
    let words = description.lowercased()
      .split { character in !(character.isLetter || character.isNumber || character == "-") }
      .map(String.init)
    let pairs = zip(words, words.dropFirst()).map { first, second in "\(first) \(second)" }
    var seen: Set<String> = []
    return (words + pairs).filter { term in seen.insert(term).inserted }
  }
}
