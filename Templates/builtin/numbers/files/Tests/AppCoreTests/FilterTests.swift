import Testing

@testable import AppCore

private func lines(_ input: [String]) throws -> [String] {
  var output: [String] = []
  try filter(input, options: Options(Arguments([], rules: Options.rules))) { output.append($0) }
  return output
}

@Test func calculates() throws {
  #expect(try lines(["7 1", "2,4"]) == ["__RESULT__"])
  #expect(try lines(["0.1"]) == ["0.1"])
}

@Test func nothingIsSaid() throws {
  #expect(try lines(["", " "]) == ["There are no numbers."])
}

@Test(arguments: ["x", "1 2x", "nan", "inf"])
func refusesWords(_ line: String) {
  #expect(throws: InputError.self) { try lines([line]) }
}

@Test(arguments: [(3.0, "3"), (0.30000000000000004, "0.3"), (1e300, "1e+300"), (-0.5, "-0.5")])
func showsNumbers(_ number: Double, _ expected: String) {
  #expect(text(number) == expected)
}
