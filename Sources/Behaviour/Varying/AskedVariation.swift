package import Workspace

/// Whether a description asks for results that are other in every run: by chance, or by the time.
///
/// An app may only then say `varies` in `wisp.json`; otherwise the word would excuse a program that prints in the order
/// of a `Dictionary`. `VariationWords` decides. A description without a letter of a script that separates words, in
/// which no word is known, can ask for anything: it is not refused.
package enum AskedVariation {
  /// What the description asks for.
  package static func asked(in description: String) -> Set<Variation> {
    let text = description.lowercased()
    let words = text.split { !$0.isLetter && !$0.isNumber && !"-'".contains($0) }
    let asked = Variation.allCases.filter { variation in
      VariationWords.list(of: variation).contains { known in
        if known.hasSuffix(".") { return words.contains { $0 == known.dropLast() } }
        return separatesWords(known) ? words.contains { $0.hasPrefix(known) } : text.contains(known)
      }
    }
    return Set(asked.isEmpty && !separatesWords(text) ? Variation.allCases : asked)
  }

  /// Whether a text has letters of a script with blanks between its words: Latin, Greek, Cyrillic.
  private static func separatesWords(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic && $0.value < 0x530 }
  }
}
