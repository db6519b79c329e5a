import Testing

@testable import LineEditing

@Suite struct CommandWordsTests {
  private struct Parts: Equatable {
    var words: [String]
    var input: String?
    var output: String?
  }

  static let cases: [(text: String, words: [String], input: String?, output: String?)] = [
    ("", [], nil, nil),
    ("  run  -- --top 5 ", ["run", "--", "--top", "5"], nil, nil),
    ("new \"a b\" 'c \"d' e\\ f ''", ["new", "a b", "c \"d", "e f", ""], nil, nil),
    ("run < in.txt > 'out file'", ["run"], "in.txt", "out file"),
    ("run <in>out --", ["run", "--"], "in", "out"),
    ("a'b'\"c\"\\'", ["abc'"], nil, nil),
    ("a '<' b", ["a", "<", "b"], nil, nil),
  ]

  @Test(arguments: cases.indices) func words(index: Int) throws {
    let (text, words, input, output) = Self.cases[index]
    let read = try CommandWords(text)
    #expect(
      Parts(words: read.words, input: read.input, output: read.output)
        == Parts(words: words, input: input, output: output))
  }

  @Test(arguments: [
    ("don't", "The quote ' is not closed."), ("run <", "A file is missing after <."),
    ("run < > x", "A file is missing after <."),
  ]) func failures(text: String, message: String) {
    #expect(throws: CommandWords.Failure(description: message)) { try CommandWords(text) }
  }
}
