import Behaviour
import Testing

/// Relations tried on small programs, right ones and wrong ones.
struct RelationTests {
  typealias Program = @Sendable (String) -> String

  static func rows(_ text: String) -> [Substring] { text.split { $0 == "\n" || $0 == "\r\n" } }

  static let count: Program = { "lines: \(rows($0).count)\n" }
  static let upper: Program = { rows($0).map { $0.uppercased() + "\n" }.joined() }
  static let numbered: Program = { text in
    rows(text).enumerated().map { (number, row) -> String in "\(number + 1) \(row)\n" }.joined()
  }
  static let sorted: Program = { rows($0).sorted().map { $0 + "\n" }.joined() }
  static let splitsAtLF: Program = {
    $0.unicodeScalars.split(separator: "\n").map { "<\(String($0))>\n" }.joined()
  }
  static let countsEnds: Program = { "\($0.count { $0.isNewline })\n" }
  static let mean: Program = { "lines \(rows($0).count), mean 2\n" }

  static let cases: [(Relation, Program, Bool)] = [
    (Relation.anyOrder, count, true), (.anyOrder, sorted, true), (.anyOrder, upper, false),
    (.lastLineEnd, count, true), (.lastLineEnd, countsEnds, false),
    (.windowsLineEnds, upper, true), (.windowsLineEnds, splitsAtLF, false),
    (.twice, count, true), (.twice, mean, false), (.twice, numbered, false),
    (.parts, upper, true), (.parts, numbered, false),
    (.settled, sorted, true), (.settled, numbered, false),
    (.noCrash, count, true),
  ]

  @Test(arguments: cases) func holds(relation: Relation, program: Program, isKept: Bool) throws {
    let input = Input(stdin: "pear\napple\nfig\n")
    let trace = Trace(program(input.stdin))
    let further = try #require(relation.furtherInputs(of: input, after: trace))
    let fault = relation.fault(of: input, trace, further.map { Trace(program($0.stdin)) })
    #expect((fault == nil) == isKept, "\(fault ?? "kept")")
  }

  @Test func namesOfColumnsStayFirst() {
    let input = Input(files: ["a.csv": "city,amount\nBerlin,3\nParis,4\n"])
    #expect(
      Relation.anyOrder.furtherInputs(of: input, after: Trace("7"))
        == [Input(files: ["a.csv": "city,amount\nParis,4\nBerlin,3\n"])])
  }

  @Test func aCrashBreaksEveryRelation() {
    for relation in Relation.allCases {
      #expect(
        relation.fault(of: Input(), Trace(ending: .crashed(5)), []) == "it crashed (signal 5)")
    }
  }

  static let others: [Input] = [
    Input(arguments: ["a"]), Input(stdin: #"{"a": 1}"#), Input(stdin: "a\n", files: ["b": "c\n"]),
  ]

  @Test(arguments: others) func saysNothingOfOtherInputs(_ input: Input) {
    #expect(Relation.anyOrder.furtherInputs(of: input, after: Trace("")) == nil)
    #expect(Relation.twice.furtherInputs(of: input, after: Trace("", exit: 1)) == nil)
  }
}
