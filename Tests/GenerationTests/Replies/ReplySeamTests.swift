import Testing

@testable import Generation

@Suite struct ReplySeamTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var cut: String
    var next: String
    /// Nil where the texts do not join.
    var joined: String?

    var testDescription: String { what }
  }

  static let cut = "a.txt\n```\nfirst line\nsecond line\nthird li"

  static let cases: [Case] = [
    Case(
      what: "bare lines", cut: cut, next: "first line\nsecond line\nthird line\n```\n",
      joined: "a.txt\n```\nfirst line\nsecond line\nthird line\n```\n"),
    Case(
      what: "path and fence before them", cut: cut,
      next: "a.txt\n```\nsecond line\nthird line\n```\n",
      joined: "a.txt\n```\nfirst line\nsecond line\nthird line\n```\n"),
    Case(
      what: "prose before them", cut: cut,
      next: "Going on with `a.txt`:\n\n```txt\nsecond line\nthird line\n```\n",
      joined: "a.txt\n```\nfirst line\nsecond line\nthird line\n```\n"),
    Case(
      what: "the whole file again", cut: cut,
      next: "a.txt\n```\nfirst line\nsecond line\nthird line\n```\n",
      joined: "a.txt\n```\nfirst line\nsecond line\nthird line\n```\n"),
    Case(
      what: "blanks at line ends and CRLF", cut: cut, next: "second line  \r\nthird line\r\n",
      joined: "a.txt\n```\nfirst line\nsecond line\nthird line\r\n"),
    Case(what: "the next line at once", cut: cut, next: "third line\n```\n", joined: nil),
    Case(what: "the rest of the line", cut: cut, next: "ne\n```\n", joined: nil),
    Case(what: "only a brace in common", cut: "x {\n}\ncut", next: "}\nmore\n", joined: nil),
    Case(what: "nothing", cut: cut, next: "", joined: nil),
    Case(
      what: "more common lines than are compared",
      cut: (1...30).map { "line \($0)\n" }.joined() + "cut",
      next: (11...31).map { "line \($0)\n" }.joined(),
      joined: (1...31).map { "line \($0)\n" }.joined()),
  ]

  @Test(arguments: cases) func joins(_ example: Case) {
    #expect(ReplySeam(example.cut, example.next).joined() == example.joined)
  }

  @Test func linesOfAnotherFileAreNotCommon() {
    let next = "b.txt\n```\nsecond line\n```\n"
    #expect(ReplySeam(Self.cut, next).joined { $0 == "b.txt" } == nil)
  }
}
