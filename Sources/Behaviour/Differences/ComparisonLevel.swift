package import Workspace

/// How closely the traces of different programs must agree: as closely as the contract says what comes out.
package enum ComparisonLevel: Sendable, Equatable {
  /// All text, without blanks at the ends of lines and empty lines at the end.
  case text
  /// Which of some pieces occur.
  case pieces([String])
  /// Which numbers come out, and which words of the input, in any order and form.
  case facts

  /// The level of an example: `text` for `equals` and `lines`, `pieces` for `contains` and `lacks`, else `facts`.
  package init(_ expectation: Example.Expectation) {
    let texts =
      [expectation.stdout, expectation.stderr].compactMap(\.self)
      + (expectation.files ?? [:]).values
    if texts.contains(where: { $0.equals != nil || $0.lines != nil }) {
      self = .text
      return
    }
    let pieces = texts.flatMap { ($0.contains ?? []) + ($0.lacks ?? []) }
    self = pieces.isEmpty ? .facts : .pieces(Set(pieces).sorted())
  }

  /// The level for inputs that belong to no example: `text` if an example of the contract has it, else `facts`.
  package init(contract examples: [Example]) {
    self = examples.contains { ComparisonLevel($0.expect) == .text } ? .text : .facts
  }
}

/// What two traces must have in common to count as the same: equal keys mean that the programs agree.
///
/// Messages and codes of refusals do not matter, and crashes are alike.
package enum ComparisonKey: Hashable, Sendable {
  case refused
  case crashed
  case unfinished
  case text(output: [String], files: [String: [String]])
  case pieces([Bool])
  case facts(output: Facts, files: [String: Facts])

  package init(_ trace: Trace, of input: Input, at level: ComparisonLevel) {
    switch trace.kind {
    case .refused: self = .refused
    case .crashed: self = .crashed
    case .unfinished: self = .unfinished
    case .answered:
      switch level {
      case .text:
        self = .text(
          output: Self.lines(trace.output), files: trace.files.mapValues(Self.lines))
      case .pieces(let pieces):
        let texts = [trace.output.text, trace.errors.text] + trace.files.values.map(\.text)
        self = .pieces(pieces.map { piece in texts.contains { $0.holds(piece) } })
      case .facts:
        let words = input.words
        self = .facts(
          output: Facts(trace.output.text, words: words),
          files: trace.files.mapValues { Facts($0.text, words: words) })
      }
    }
  }

  /// Whether it says something about the program's result: what all refuse, or what did not end, proves nothing.
  package var isAnswer: Bool {
    switch self {
    case .refused, .crashed, .unfinished: false
    case .text, .pieces, .facts: true
    }
  }

  /// Lines without blanks at their ends and without empty ones at the end; a text that was cut ends with its hash.
  private static func lines(_ text: CapturedText) -> [String] {
    var lines = text.lines.map(trimmed)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return text.isWhole ? lines : lines + [text.hash]
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while line.last?.isWhitespace == true { line.removeLast() }
    return String(line)
  }
}

/// What a text says apart from its words and its form: how often each number, and each word of the input, is in it.
package struct Facts: Hashable, Sendable {
  package let numbers: [String: Int]
  package let words: [String: Int]

  /// Counts the numbers of a text and those of `words`, which are in lower case.
  package init(_ text: String, words: Set<String>) {
    numbers = Self.counts(Tokens.numbers(in: text))
    self.words = Self.counts(Tokens.words(in: text).filter(words.contains))
  }

  private static func counts(_ values: [String]) -> [String: Int] {
    values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
