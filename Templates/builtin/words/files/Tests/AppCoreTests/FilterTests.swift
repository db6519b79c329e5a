import Testing

@testable import AppCore

/// The lines that come out for lines that go in.
func run(_ lines: [String], _ words: [String] = []) throws -> [String] {
  let options = try Options(Arguments(words, rules: Options.rules))
  var output: [String] = []
  try filter(lines, options: options) { output.append($0) }
  return output
}

@Test func mostFrequentFirstThenByName() throws {
  #expect(
    try run(["b a", "c b", "d"], ["--top", "0"]) == [
      "2  b", "1  a", "1  c", "1  d", "", "5 words, 4 different",
    ])
}

@Test func countsStandInColumns() throws {
  let lines = Array(repeating: "often", count: 12) + ["once"]
  #expect(
    try run(lines, ["--top", "2"]) == ["12  often", " 1  once", "", "13 words, 2 different"])
}

@Test func caseDoesNotMatter() throws {
  #expect(try run(["Ärger ÄRGER ärger"], ["--top", "1"]).first == "3  ärger")
}

@Test func wordsKeepApostrophesAndHyphensInside() {
  #expect(
    words(of: "Don't 'quote' well-known – l’été! x2 --") == [
      "don't", "quote", "well-known", "l’été", "x2",
    ])
}

@Test func topLimitsTheListButNotTheTotal() throws {
  #expect(try run(["a a b"], ["--top", "1"]) == ["2  a", "", "3 words, 2 different"])
}

@Test func emptyInputHasNoWords() throws {
  #expect(try run(["", " ... "]) == ["0 words, 0 different"])
}

@Test func usualNumberOfWords() throws {
  #expect(try Options(Arguments([], rules: Options.rules)).top == __TOP__)
}

@Test func refusesWrongOptions() {
  #expect(throws: UsageError.self) { try run([], ["--top", "-1"]) }
  #expect(throws: UsageError.self) { try run([], ["--least"]) }
}
