import Kit

/// A question and its answer.
struct Card: Sendable, Equatable {
  var question: String
  var answer: String
}

/// Cards that are asked until each was known once.
public struct Quiz: ScreenApp, Equatable {
  public private(set) var isDone = false
  private(set) var open: [Card]
  private let all: [Card]
  /// Cards that were not known when they came first.
  private var missed = 0
  private var asked = 0
  private var showsAnswer = false

  /// Reads cards from text, one a line: question, then `;` or a tab, then the answer.
  public init(_ text: String) throws(InputError) {
    var cards: [Card] = []
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() where !line.allSatisfy(\.isWhitespace) {
      let halves = line.split(maxSplits: 1) { $0 == ";" || $0 == "\t" }.map(trimmed)
      guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
        throw InputError("line \(index + 1) is no card; write it as question;answer")
      }
      cards.append(Card(question: halves[0], answer: halves[1]))
    }
    guard !cards.isEmpty else {
      throw InputError("there are no cards; write question;answer lines")
    }
    all = cards
    open = cards
  }

  public mutating func press(_ key: Key) {
    switch key {
    case .character("q"), .escape: isDone = true
    case .character("r"):
      (open, missed, asked, showsAnswer) = (all, 0, 0, false)
    case .character(" "), .enter: showsAnswer = !open.isEmpty
    case .character("y") where showsAnswer: next(isKnown: true)
    case .character("n") where showsAnswer: next(isKnown: false)
    default: break
    }
  }

  private mutating func next(isKnown: Bool) {
    guard !open.isEmpty else { return }
    let card = open.removeFirst()
    if !isKnown {
      open.append(card)
      if asked < all.count { missed += 1 }
    }
    asked += 1
    showsAnswer = false
  }

  public func draw(on frame: inout Frame) {
    let middle = frame.height / 2
    guard let card = open.first else {
      frame.center("All known", y: middle - 1, .green)
      frame.center("\(all.count - missed) of \(all.count) at once", y: middle)
      frame.put("r again  q quit", x: 1, y: frame.height - 1, .dim)
      return
    }
    frame.put("\(open.count) left", x: 1, y: 0, .bold)
    let question = wrapped(card.question, width: frame.width - 4)
    let first = max(1, middle - question.count)
    for (row, line) in question.enumerated() { frame.center(line, y: first + row, .bold) }
    if showsAnswer {
      for (row, line) in wrapped(card.answer, width: frame.width - 4).enumerated() {
        frame.center(line, y: first + question.count + 1 + row, .yellow)
      }
    }
    let help = showsAnswer ? "y known  n not known  q quit" : "space shows the answer  q quit"
    frame.put(help, x: 1, y: frame.height - 1, .dim)
  }
}

private func trimmed(_ text: Substring) -> String {
  let start = text.drop(while: \.isWhitespace)
  return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
}
