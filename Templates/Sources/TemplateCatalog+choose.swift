/// Which template a description seems to want.
package struct TemplateGuess: Sendable, Equatable {
  package var template: Template
  /// Why, for one line of output.
  package var reason: String
  /// Whether so much speaks for it, and so little for any other, that no other need be offered.
  package var isCertain: Bool

  package init(template: Template, reason: String, isCertain: Bool) {
    self.template = template
    self.reason = reason
    self.isCertain = isCertain
  }
}

extension TemplateCatalog {
  /// The template that fits a description best.
  ///
  /// Counts the keywords (decisive ones three times) of each template in the description; `filter` if nothing
  /// decides. What speaks for `filter` (text, data, lines) occurs in descriptions of all kinds and counts half.
  package func choose(for description: String) -> TemplateGuess {
    let words = DescriptionWords(description)
    var usual: (template: Template, words: [String]) = (self[Self.usual] ?? templates[0], [])
    var best = usual
    var weights: [Double] = []
    for template in templates {
      let loud = template.decisive.filter(words.contain)
      let hits = loud + loud + loud + template.keywords.filter(words.contain)
      if template == usual.template {
        usual.words = hits
      } else if hits.count > best.words.count {
        best = (template, hits)
      }
      weights.append(template == usual.template ? Double(hits.count) / 2 : Double(hits.count))
    }
    if usual.words.count >= 2 * best.words.count - 1 { best = usual }
    guard !best.words.isEmpty else {
      return TemplateGuess(
        template: usual.template, reason: "the usual one for a description without hints",
        isCertain: false)
    }
    weights.sort(by: >)
    let lead = weights[0] - (weights.count > 1 ? weights[1] : 0)
    var seen: Set<String> = []
    let hints = best.words.filter { seen.insert($0).inserted }.prefix(3)
      .map { "“\($0.last == "*" ? $0.dropLast() + "…" : $0[...])”" }.joined(separator: ", ")
    return TemplateGuess(
      template: best.template, reason: "because of \(hints)",
      isCertain: weights[0] >= 4 && lead >= 3)
  }
}

/// The words of a description, to look for those of templates.
private struct DescriptionWords {
  /// As written and in lower case, with one blank between the words and at both ends.
  private let written: String
  private let lower: String

  init(_ description: String) {
    written = Self.spaced(description)
    lower = Self.spaced(description.lowercased())
  }

  /// Whether a word or several in a row occur: `web form` as whole words, `ordner*` as the beginning of one, one
  /// with capitals as it is written, and those of languages without blanks anywhere.
  func contain(_ term: String) -> Bool {
    if term.unicodeScalars.contains(where: { (0x3040...0x9FFF).contains($0.value) }) {
      return lower.contains(term)
    }
    let text = term.contains(where: \.isUppercase) ? written : lower
    let words = Self.spaced(term)
    return text.contains(term.hasSuffix("*") ? words.dropLast() : words[...])
  }

  private static func spaced(_ text: String) -> String {
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-") }
    return " " + words.joined(separator: " ") + " "
  }
}
