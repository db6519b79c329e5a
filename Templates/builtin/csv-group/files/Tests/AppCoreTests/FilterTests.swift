import Foundation
import Testing

@testable import AppCore

/// The lines that come out for lines that go in.
func run(_ lines: [String], _ words: [String] = []) throws -> [String] {
  let options = try Options(Arguments(words, rules: Options.rules))
  var output: [String] = []
  try filter(lines, options: options) { output.append($0) }
  return output
}

private let sales = ["city,amount,product", "Oslo,2.50,a", "Bergen,10,b", "Oslo,4,c", "Oslo,,d"]

@Test(arguments: [
  ("sum", ["city    sum of amount", "Bergen           10.0", "Oslo              6.5"]),
  ("mean", ["city    mean of amount", "Bergen           10.00", "Oslo              3.25"]),
  ("min", ["city    min of amount", "Bergen           10.0", "Oslo              2.5"]),
  ("max", ["city    max of amount", "Bergen             10", "Oslo                4"]),
  ("count", ["city    count", "Oslo        3", "Bergen      1"]),
])
func calculates(what: String, expected: [String]) throws {
  #expect(try run(sales, ["--by", "city", "--of", "amount", "--show", what]) == expected)
}

@Test func usesTheUsualColumns() throws {
  let options = try Options(Arguments([], rules: Options.rules))
  #expect(options.group == "__GROUP__")
  #expect(options.value == "__VALUE__")
  #expect(options.calculation.rawValue == "__OPERATION__")
}

@Test func readsQuotedFields() throws {
  var reader = CSVReader(
    ["\u{FEFF}a,b", "\"x, \"\"y\"\"\",\"two", "lines\"", "", ",\"\""].makeIterator())
  #expect(try reader.next() == ["a", "b"])
  #expect(try reader.next() == ["x, \"y\"", "two\nlines"])
  #expect(try reader.next() == ["", ""])
  #expect(try reader.next() == nil)
}

@Test func columnsAreFoundWhateverTheCase() throws {
  #expect(try column("Cities", in: ["name", "city"]) == 1)
  #expect(try column("City", in: ["city", "City"]) == 1)
  #expect(throws: InputError("there is no column 'x'; there are: a, b")) {
    try column("x", in: ["a", "b"])
  }
}

@Test(arguments: [
  ("1", Decimal(1)), ("-2.5", Decimal(-2.5)), ("+3", Decimal(3)), (" 4 ", Decimal(4)),
  ("abc", nil), ("12abc", nil), ("1,5", nil), ("--1", nil), ("", nil), (".", nil), ("1.2.3", nil),
])
func numbersArePlain(text: String, expected: Decimal?) {
  #expect(number(text) == expected)
}

@Test func addsExactly() throws {
  let lines = ["k,v"] + Array(repeating: "a,0.1", count: 3)
  #expect(try run(lines, ["--by", "k", "--of", "v", "--show", "sum"]).last == "a       0.3")
}

@Test func saysWhatIsWrongAndWhere() {
  let words = ["--by", "city", "--of", "amount", "--show", "sum"]
  #expect(throws: InputError("line 3: 'much' in amount is not a number")) {
    try run(["city,amount", "Oslo,1", "Oslo,much"], words)
  }
  #expect(throws: InputError("line 2: 1 fields where the header has 2")) {
    try run(["city,amount", "Oslo"], words)
  }
  #expect(throws: InputError("line 2: a quoted field does not end")) {
    try run(["city,amount", "\"Oslo,1"], words)
  }
  #expect(throws: InputError.self) { try run([], words) }
}

@Test func refusesWrongOptions() {
  #expect(throws: UsageError("'--show' must be sum, mean, count, min or max, not 'median'")) {
    try run([], ["--show", "median"])
  }
}
