import Testing

@testable import Kit

@Test func readsOptionalAndRequiredIntegers() throws {
  let words = try Words(["--top=3"], options: [Option("top", value: "N", help: "")], most: 0)
  #expect(try words.integer("top", in: 1...9) == 3)
  #expect(try words.integer("least", in: 1...9) == nil)
  #expect(try words.requiredInteger("top", in: 1...9) == 3)
  #expect(throws: UsageError("'--least' is missing")) {
    try words.requiredInteger("least", in: 1...9)
  }
  #expect(throws: UsageError("'--least' is missing")) { try words.required("least") }
  #expect(throws: UsageError("FILE is missing")) { try words.operand(0, "FILE") }
  #expect(throws: UsageError("'--top' must be a whole number from 4 to 9, not '3'")) {
    try words.integer("top", in: 4...9)
  }
}

@Test func wordsBehindTwoDashesAreOperands() throws {
  let options = [Option("n", value: "N", help: "")]
  let words = try Words(["--n", "-5", "-1", "--", "--n", "-"], options: options, most: 3)
  #expect(words.operands == ["-1", "--n", "-"])
  #expect(try words.integer("n", in: -9...9) == -5)
  #expect(throws: UsageError("unexpected argument 'b'")) {
    try Words(["--", "a", "b"], options: [], most: 1)
  }
}

@Test(arguments: [
  ("2026-01-31", 20_484, 6), ("1970-01-01", 0, 4), ("2024-02-29", 19_782, 4),
  ("1969-12-31", -1, 3), ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
])
func countsDays(_ text: String, _ number: Int, _ weekday: Int) throws {
  let day = try #require(Day(text))
  #expect(day.number == number)
  #expect(day.weekday == weekday)
  #expect(day.description == text)
}

@Test(arguments: [
  "", "2026-1-31", "2026-02-29", "2025-13-01", "2026-01-32", "26-01-01", "2026-01-31 ",
  "+026-01-01",
  "2026/01/31", "0000-01-01", "2026-04-31",
])
func refusesOtherDays(_ text: String) {
  #expect(Day(text) == nil)
}

@Test func reckonsWithDays() throws {
  let day = try #require(Day("2024-01-31"))
  #expect(day.adding(months: 1).description == "2024-02-29")
  #expect(day.adding(months: -14).description == "2022-11-30")
  #expect(day.adding(days: 366).description == "2025-01-31")
  #expect(day.days(to: day.adding(days: -40)) == -40)
  #expect(try #require(Day("2021-01-03")).week == (2020, 53))
  #expect(try #require(Day("2025-12-29")).week == (2026, 1))
  #expect(day < day.adding(days: 1))
  for far in [Int.min, Int.max, -1_000_000_000, 1_000_000_000] {
    let edge = far < 0 ? "0001-01-01" : "9999-12-31"
    #expect(day.adding(days: far).description == edge)
    #expect(day.adding(months: far).description == edge)
  }
}

@Test func daysAreTextInJSON() throws {
  let days: [Day] = try readJSON("[\"2026-01-31\"]")
  #expect(try writeJSON(days, pretty: false) == "[\"2026-01-31\"]")
  #expect(throws: InputError("item 1: '31.1.2026' is no day such as 2026-01-31")) {
    try readJSON("[\"31.1.2026\"]", as: [Day].self)
  }
}

private struct Dish: Codable, Equatable {
  var name: String
  var price: Double
}

@Test(arguments: [
  ("[{\"name\":\"Pie\"}]", "item 1 has no \"price\""),
  ("[{\"name\":\"Pie\",\"price\":\"2\"}]", "\"price\" of item 1 must be a number"),
  ("[{\"name\":null,\"price\":2}]", "\"name\" of item 1 is null and must be a text"),
  ("{}", "the JSON must be a list"),
])
func saysWhatIsWrongWithJSON(_ text: String, _ message: String) {
  #expect(throws: InputError(message)) { try readJSON(text, as: [Dish].self) }
}

@Test(arguments: ["", "[", "{\"a\":}", "nonsense"])
func whatIsNoJSONIsSaid(_ text: String) {
  let error = #expect(throws: InputError.self) { try readJSON(text, as: [Dish].self) }
  #expect(
    error?.description.hasPrefix("the input is no JSON") == true, "\(error?.description ?? "")")
}

@Test func escapesScalarsNotCharacters() {
  #expect(html("<\u{301}b>&\u{20DD}\"'") == "&lt;\u{301}b&gt;&amp;\u{20DD}&quot;&#39;")
  #expect(html("a\u{0}\tb\u{1B}[") == "a\u{FFFD}\tb\u{FFFD}[")
}
