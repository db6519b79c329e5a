extension TemplateCatalog {
  /// The template that fits a description best, and why, for one line of output.
  ///
  /// Counts the keywords (decisive ones three times) of each template among the words; `filter` where nothing decides.
  package func choose(for description: String) -> (template: Template, reason: String) {
    let words = Self.words(of: description)
    let scores = templates.map { template in
      let loud = words.filter(Set(template.decisive).contains)
      return (template, loud + loud + loud + words.filter(Set(template.keywords).contains))
    }
    let usual = self["filter"] ?? templates[0]
    var best: (template: Template, words: [String]) = (usual, [])
    for (template, hits) in scores
    where hits.count > best.words.count || (hits.count == best.words.count && template == usual) {
      best = (template, hits)
    }
    if best.words.isEmpty { return (usual, "the usual one for a description without hints") }
    var seen: Set<String> = []
    let hints = best.words.filter { seen.insert($0).inserted }.prefix(3).map { word in "“\(word)”" }
      .joined(separator: ", ")
    return (best.template, "because of \(hints)")
  }

  /// The different words of a description, lower-cased, in order.
  private static func words(of description: String) -> [String] {
    var seen: Set<String> = []
    return description.lowercased()
      .split { character in !(character.isLetter || character.isNumber || character == "-") }
      .map(String.init)
      .filter { word in seen.insert(word).inserted }
  }
}
