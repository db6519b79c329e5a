import Kit

/// The figures of a text.
struct Figures: Equatable {
  var words: [String] = []
  var sentences = 0
  var paragraphs = 0
  var lines = 0
  var characters = 0

  init(_ text: String) {
    let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    lines = text.isEmpty ? 0 : all.count - (all.last?.isEmpty == true ? 1 : 0)
    characters = all.reduce(0) { $0 + $1.count }
    var isBetween = true
    for line in all {
      let isBlank = line.allSatisfy(\.isWhitespace)
      if isBetween, !isBlank { paragraphs += 1 }
      isBetween = isBlank
    }
    for piece in text.split(whereSeparator: \.isWhitespace) {
      var word = piece.drop { !Self.isPart($0) }
      var isEnd = false
      while let last = word.last, !Self.isPart(last) {
        isEnd = isEnd || ".!?…".contains(last)
        word.removeLast()
      }
      if !word.isEmpty { words.append(word.lowercased()) }
      if isEnd { sentences += 1 }
    }
    // The last sentence may have no mark.
    let mark = text.last { !$0.isWhitespace && !"\"'”’)".contains($0) }
    if !words.isEmpty, let mark, !".!?…".contains(mark) { sentences += 1 }
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// At 230 words a minute.
  var readingMinutes: Double { Double(words.count) / 230 }

  var meanLength: Double {
    words.isEmpty ? 0 : Double(words.reduce(0) { $0 + $1.count }) / Double(words.count)
  }

  /// How often each word comes, the most frequent first.
  var ranked: [(word: String, count: Int)] {
    var counts: [String: Int] = [:]
    for word in words { counts[word, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// How many words have each length; 15 and more together.
  var lengths: [(label: String, value: Double)] {
    var counts = [Double](repeating: 0, count: 16)
    for word in words { counts[min(15, word.count)] += 1 }
    return (1...15).map { ($0 == 15 ? "15+" : "\($0)", counts[$0]) }
  }
}

/// The page about a text.
public func report(on text: String) -> Page {
  let figures = Figures(text)
  guard !figures.words.isEmpty else { return Page("The text", summary: "The text is empty.") }
  let count = figures.words.count
  var page = Page(
    "The text",
    summary: "\(format(Double(count))) \(count == 1 ? "word" : "words") in \(figures.sentences) "
      + "\(figures.sentences == 1 ? "sentence" : "sentences"), read in about "
      + (figures.readingMinutes < 1 ? "a minute." : "\(format(figures.readingMinutes.rounded(.up))) minutes."))
  page.figures([
    ("words", format(Double(count))), ("different words", format(Double(figures.ranked.count))),
    ("sentences", format(Double(figures.sentences))),
    ("paragraphs", format(Double(figures.paragraphs))), ("lines", format(Double(figures.lines))),
    ("characters", format(Double(figures.characters))),
    ("letters a word", format(figures.meanLength)),
    ("words a sentence", format(Double(count) / Double(max(1, figures.sentences)))),
  ])
  page.chart("Words by their length", Chart.bars(figures.lengths, unit: "words"))
  page.table(
    "The most frequent words", columns: ["word", "times"],
    rows: figures.ranked.prefix(__TOP__).map { [$0.word, "\($0.count)"] })
  return page
}
