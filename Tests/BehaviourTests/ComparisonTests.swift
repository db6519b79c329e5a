import Behaviour
import Testing
import Workspace

/// What counts as the same between programs, at each level, and what follows from it for several.
struct ComparisonTests {
  struct Case: Sendable {
    var name: String
    var first: Trace
    var second: Trace
    var input = Input(stdin: "berlin,3\nparis,4\n")
    /// Whether they agree as text, in the pieces "sum" and "7", and in facts.
    var agree: (text: Bool, pieces: Bool, facts: Bool)
  }

  static let cases: [Case] = [
    Case(
      name: "same", first: Trace("sum 7\n"), second: Trace("sum 7"), agree: (true, true, true)),
    Case(
      name: "blanks at ends", first: Trace("sum 7  \n\n"), second: Trace("sum 7\r\n"),
      agree: (true, true, true)),
    Case(
      name: "other words", first: Trace("sum: 7"), second: Trace("The sum is 7."),
      agree: (false, true, true)),
    Case(
      name: "other form of a number", first: Trace("sum 7"), second: Trace("7.00 = sum"),
      agree: (false, true, true)),
    Case(
      name: "another order", first: Trace("Berlin 3\nParis 4"), second: Trace("paris 4, berlin 3"),
      agree: (false, true, true)),
    Case(
      name: "another number", first: Trace("sum 7"), second: Trace("sum 17"),
      agree: (false, true, false)),
    Case(
      name: "a word of the input is missing", first: Trace("berlin paris"), second: Trace("berlin"),
      agree: (false, true, false)),
    Case(
      name: "negative", first: Trace("-7"), second: Trace("7"), agree: (false, true, false)),
    Case(
      name: "refusals", first: Trace("", exit: 1, errors: "bad"),
      second: Trace("usage", exit: 64), agree: (true, true, true)),
    Case(
      name: "refusal and answer", first: Trace("", exit: 1), second: Trace(""),
      agree: (false, false, false)),
    Case(
      name: "files", first: Trace("", files: ["o": "sum 7"]),
      second: Trace("", files: ["p": "sum 7"]),
      agree: (false, true, false)),
  ]

  @Test(arguments: cases) func agrees(_ wanted: Case) {
    func agree(_ level: ComparisonLevel) -> Bool {
      ComparisonKey(wanted.first, of: wanted.input, at: level)
        == ComparisonKey(wanted.second, of: wanted.input, at: level)
    }
    #expect(agree(.text) == wanted.agree.text, "\(wanted.name)")
    #expect(agree(.pieces(["7", "sum"])) == wanted.agree.pieces, "\(wanted.name)")
    #expect(agree(.facts) == wanted.agree.facts, "\(wanted.name)")
  }

  static let levels: [(TextExpectation, ComparisonLevel)] = [
    (TextExpectation(equals: "a"), ComparisonLevel.text),
    (TextExpectation(lines: ["a"]), .text),
    (TextExpectation(contains: ["b", "a"], lacks: ["c"]), .pieces(["a", "b", "c"])),
    (TextExpectation(matches: "a"), .facts),
  ]

  @Test(arguments: levels) func levelFollowsTheContract(
    text: TextExpectation, level: ComparisonLevel
  ) {
    #expect(ComparisonLevel(Example.Expectation(stdout: text)) == level)
    #expect(ComparisonLevel(Example.Expectation(files: ["a": text])) == level)
  }

  /// The key of an answer.
  static func key(_ text: String) -> ComparisonKey {
    ComparisonKey(Trace(text), of: Input(), at: .text)
  }

  @Test func groupsAreOrderedBySizeThenByTheFirst() {
    let keys = ["b", "a", "c", "a", "b"].map(Self.key)
    #expect(CandidateGroups(keys).groups == [[0, 4], [1, 3], [2]])
    #expect(!CandidateGroups(keys).agree)
    #expect(!CandidateGroups(keys).isIncomparable)
    #expect(CandidateGroups([keys[0], keys[1], keys[2]]).isIncomparable)
    #expect(CandidateGroups([keys[0], keys[4]]).agree)
    #expect(CandidateGroups([[keys[0], keys[1]], [keys[0], keys[2]]]).groups == [[0], [1]])
  }

  @Test func theMostEvenSplitIsAskedThenTheShortest() {
    let inputs = ["long input", "even", "ev", "x", "y"].map { Input(stdin: $0) }
    let (a, b, c) = (Self.key("a"), Self.key("b"), ComparisonKey.crashed)
    let keys: [[ComparisonKey]] = [
      [a, a, a, b], [a, a, b, b], [b, b, a, a], [a, a, a, a], [a, a, c, c],
    ]
    #expect(SplittingInput.best(inputs, keys) == 2)
    #expect(SplittingInput.best([inputs[3], inputs[4]], [keys[3], keys[4]]) == nil)
    #expect(SplittingInput.best([inputs[0]], [[.refused, a, a, a]]) == 0)
    #expect(SplittingInput.best([inputs[0]], [[.refused, .refused]]) == nil)
  }
}
