import Testing

@testable import AppCore

/// The lines that come out for lines that go in.
func run(_ lines: [String], _ words: [String] = []) throws -> [String] {
  let options = try Options(Arguments(words, rules: Options.rules))
  var output: [String] = []
  try filter(lines, options: options) { output.append($0) }
  return output
}

@Test func drawsEveryMinuteOfTheTimeInBetween() throws {
  let lines = ["2026-02-28 23:59:10 a", "2026-02-28 23:59:20 b", "2026-03-01 00:01:00 c"]
  #expect(
    try run(lines, ["--per", "minute", "--width", "4"]) == [
      "2026-02-28 23:59  2  ████", "2026-03-01 00:00  0", "2026-03-01 00:01  1  ██", "3 lines",
    ])
}

@Test func countsPerHourAndDay() throws {
  let lines = ["x [10/Oct/2026:13:55:36 -0700] y", "x [10/Oct/2026:14:05:36 -0700] y"]
  #expect(
    try run(lines, ["--per", "hour", "--width", "1"]) == [
      "2026-10-10 13:00  1  █", "2026-10-10 14:00  1  █", "2 lines",
    ])
  #expect(try run(lines, ["--per", "day", "--width", "2"]) == ["2026-10-10  2  ██", "2 lines"])
}

@Test func orderOfTheLinesDoesNotMatter() throws {
  let lines = ["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"]
  #expect(
    try run(lines, ["--per", "day", "--width", "1"]) == [
      "2026-01-01  1  █", "2026-01-02  1  █", "2 lines",
    ])
}

@Test func longGapsAreOneLine() throws {
  let lines = ["2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z"]
  #expect(
    try run(lines, ["--per", "day"])[1] == "… 363 days without a line …")
}

@Test(arguments: [
  ("1970-01-01T00:01:00Z", 1), ("2000-02-29 00:00:00", 15_863_040),
  ("at 1970-01-02T00:00:00.123+02:00", 1440), ("[02/Jan/1970:01:00:00 +0000]", 1500),
])
func readsTimes(line: String, minutes: Int) {
  #expect(Moment(in: line)?.minutes == minutes)
}

@Test(arguments: [
  "", "hello", "2026-02-30T10:00:00", "2026-13-01T10:00:00", "2026-01-01T25:00:00", "2026-01-01",
  "[32/Jan/2026:10:00:00]", "[01/Foo/2026:10:00:00]", "12026-01-01T10:00:00",
])
func ignoresWhatIsNoTime(line: String) {
  #expect(Moment(in: line) == nil)
}

@Test func linesWithoutATimeAreReported() throws {
  #expect(try run(["2026-01-01T00:00:00Z", "stack trace"]).last == "1 line, 1 without a time")
  #expect(throws: InputError.self) { try run(["only text"]) }
  #expect(try run([]) == ["0 lines"])
}

@Test func refusesWrongOptions() throws {
  #expect(throws: UsageError("'--per' must be minute, hour or day, not 'week'")) {
    try run([], ["--per", "week"])
  }
  #expect(try Options(Arguments([], rules: Options.rules)).bucket.rawValue == "__BUCKET__")
}
