import Testing

@testable import AppCore

/// The lines that come out for lines that go in.
func run(_ lines: [String], _ words: [String] = []) throws -> [String] {
  let options = try Options(Arguments(words, rules: Options.rules))
  var output: [String] = []
  try filter(lines, options: options) { output.append($0) }
  return output
}

@Test func copiesItsInput() throws {
  let lines = try run(["one", "", "two"])
  #expect(lines == ["one", "", "two"])
}

@Test func refusesUnknownOptions() {
  #expect(throws: UsageError("unknown option '--colour'")) {
    try run([], ["--colour", "red"])
  }
}
