/// The words that recipes know, to tell a mistyped one from another word.
///
/// Strict, since many a short word is one letter away from another that means something else.
struct Vocabulary {
  /// Words that mean something to a recipe.
  private let meaningful: Set<String>
  /// All that are words here, so that none of them is a slip.
  private let known: Set<String>

  init(_ recipes: [Recipe], _ words: CommonWords) {
    meaningful = Set(
      recipes.flatMap { recipe in
        Self.words(of: recipe.phrases.flatMap(\.say)) + recipe.tables.values.flatMap(\.keys)
      })
    known = meaningful.union(Self.words(of: words.fillers)).union(words.notNames)
      .union(words.notMeasures).union(words.numbers.keys)
  }

  /// The one word that `written` is a slip for; nil if it is not a slip, or could be one for several words.
  func word(meantBy written: String) -> String? {
    guard written.count >= 5, !known.contains(written),
      written.allSatisfy({ $0.isASCII && $0.isLetter })
    else { return nil }
    let near = known.filter { word in Self.isOneEdit(Array(written), Array(word)) }
    guard near.count == 1, let word = near.first, meaningful.contains(word),
      Self.isSlip(Array(written), for: Array(word))
    else { return nil }
    return word
  }

  private static func words(of patterns: [Pattern]) -> [String] {
    patterns.flatMap(\.elements).flatMap { element -> [String] in
      guard case .words(let words) = element.piece else { return [] }
      return Array(words)
    }
  }

  /// Two letters that changed places; in a long word also one too many, too few or wrong, but not at
  /// an end, where it makes another form of the word.
  private static func isSlip(_ written: [Character], for word: [Character]) -> Bool {
    if isTransposed(written, word) { return true }
    return written.count >= 7 && written.first == word.first && written.last == word.last
  }

  private static func isTransposed(_ a: [Character], _ b: [Character]) -> Bool {
    let places = a.count == b.count ? a.indices.filter { a[$0] != b[$0] } : []
    return places.count == 2 && places[1] == places[0] + 1 && a[places[0]] == b[places[1]]
      && a[places[1]] == b[places[0]]
  }

  /// Whether one letter more, less or other, or two that changed places, makes `b` of `a`.
  private static func isOneEdit(_ a: [Character], _ b: [Character]) -> Bool {
    guard abs(a.count - b.count) <= 1, a != b else { return false }
    if isTransposed(a, b) { return true }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed())
      .prefix { $0 == $1 }.count
    return max(a.count, b.count) - start - end == 1
  }
}
