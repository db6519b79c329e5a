import Testing

@testable import Kit

@Test func readsOptions() throws {
  let words = try Words(
    ["--top=3", "a.csv", "--all"],
    options: [Option("top", value: "N", help: ""), Option("all", help: "")], most: 1)
  #expect(try words.integer("top", default: 1, in: 1...9) == 3)
  #expect(words.isOn("all"))
  #expect(words.operands == ["a.csv"])
}

@Test(arguments: [["--colour"], ["a", "b"], ["--top"], ["--all=1"]])
func refusesWrongWords(_ words: [String]) {
  #expect(throws: UsageError.self) {
    try Words(
      words, options: [Option("top", value: "N", help: ""), Option("all", help: "")], most: 1)
  }
}

@Test func readsCSV() throws {
  let table = try Table(
    csv: "\u{FEFF}city;\"amount\"\r\n\"Oslo; N\";1,5\r\n\r\nBonn;\"say \"\"x\"\"\"\r\nKöln\r\n")
  #expect(table.columns == ["city", "amount"])
  #expect(table.rows == [["Oslo; N", "1,5"], ["Bonn", "say \"x\""], ["Köln", ""]])
}

@Test func namesTheColumnsThatAreThere() throws {
  let table = try Table(csv: "a,b\n1,x\n")
  #expect(try table.numbers("A") == [1])
  #expect(table.numericColumns == ["a"])
  #expect(throws: InputError("there is no column 'c'; the columns are a, b")) {
    try table.index(of: "c")
  }
}

@Test(arguments: ["", "a,b\n1,2,3\n", "a\n\"open\n"])
func refusesBadCSV(_ text: String) {
  #expect(throws: InputError.self) { try Table(csv: text) }
}

@Test(arguments: [
  (0.0, "0"), (1234.5, "1,234.5"), (-0.004, "0"), (-1_000_000, "-1,000,000"), (0.05, "0.05"),
  (2.675, "2.68"), (1e300, "1e+300"), (.nan, "–"), (999.999, "1,000"),
])
func formatsNumbers(_ value: Double, _ expected: String) {
  #expect(format(value) == expected)
}

@Test(arguments: [("1,234.5", 1234.5), ("12 %", 12), ("€ 5", 5), ("-3", -3)])
func readsNumbers(_ text: String, _ expected: Double) {
  #expect(number(text) == expected)
}

@Test(arguments: ["", "x1", "1x", "nan", "inf"])
func leavesOtherTextAlone(_ text: String) {
  #expect(number(text) == nil)
}

@Test func pagesHoldNoForeignMarkup() {
  var page = Page("<A>", summary: "x & y")
  page.table("T", columns: ["<b>", "n"], rows: [["'\"", "1"]])
  page.chart("C", Chart.bars([("<i>", 2), ("b", 0)]))
  #expect(page.markup.contains("&lt;A&gt;"))
  #expect(page.markup.contains("<td>&#39;&quot;</td><td class=\"n\">1</td>"))
  #expect(!page.markup.contains("<i>") && !page.markup.contains("<b></th>"))
}

@Test func ticksAreRound() {
  #expect(Chart.ticks(from: 0, to: 87) == [0, 20, 40, 60, 80, 100])
  #expect(Chart.ticks(from: 0, to: 0) == [0, 1])
  #expect(Chart.ticks(from: -5, to: 5).contains(0))
}

@Test func linesSurviveOddValues() {
  let svg = Chart.lines([("a", [1, .nan, 3]), ("b", [])], labels: ["x", "y", "z"])
  #expect(svg.contains("<polyline") && !svg.contains("nan"))
  #expect(Chart.lines([], labels: []).contains("<svg"))
}

@Test func readsKeys() {
  let keys = Key.keys(in: Array("a\u{1B}[A\u{1B}[3~\r\u{7F}\u{1B}é\u{03}".utf8))
  #expect(
    keys == [
      .character("a"), .up, .delete, .enter, .backspace, .escape, .character("é"), .control("c"),
    ])
}

@Test func drawsWithinItsBounds() {
  var frame = Frame(width: 6, height: 2)
  frame.put("hello world", x: 2, y: 0)
  frame.put("up", x: -1, y: 1)
  frame.put("gone", x: 0, y: 9)
  #expect(frame.lines == ["  hell", "p"])
}

@Test func wideCharactersTakeTwoColumns() {
  var frame = Frame(width: 6, height: 4)
  frame.put("a日本b", x: 0, y: 0)
  frame.put("日本語語", x: 1, y: 1)
  frame.put("日本", x: 0, y: 2)
  frame.put("x", x: 1, y: 2)
  frame.put("🎲\tx\u{1B}[", x: 0, y: 3)
  #expect(frame.lines == ["a日本b", " 日本", " x本", "🎲 x ["])
  #expect(columns(of: "e\u{301}🇳🇴☕️ß") == 6)
  frame.center("longer than the row", y: 0)
  #expect(frame.lines[0] == "longer")
}

@Test func longLabelsOfBarsAreShortened() {
  let svg = Chart.bars([("United Kingdom of Great Britain", 1), ("日本日本日本日本日本日本", 2)])
  #expect(svg.contains(">United Kingdom …</text>"))
  #expect(svg.contains(">日本日本日本日…</text>"))
}

@Test func labelsOfOneDayAreItsTimes() {
  #expect(Chart.withoutDay(["2024-03-01 09:00", "2024-03-01 10:00"]) == ["09:00", "10:00"])
  #expect(
    Chart.withoutDay(["2024-03-01T09", "2024-03-02T09"]) == ["2024-03-01T09", "2024-03-02T09"])
  #expect(Chart.withoutDay(["a b", "a c"]) == ["a b", "a c"])
}

@Test func wrapsBetweenWords() {
  #expect(wrapped("one two three", width: 7) == ["one two", "three"])
  #expect(wrapped("abcdefgh i", width: 3) == ["abc", "def", "gh", "i"])
  #expect(wrapped("a\n\nb", width: 9) == ["a", "", "b"])
  #expect(wrapped("日本語", width: 4) == ["日本", "語"])
  #expect(wrapped("", width: 0) == [""])
}

@Test func readsLogLines() {
  let line = LogLine(number: 1, text: "2024-03-01 10:00:01.5 ERROR id=42 took 31 ms")
  #expect(line.time == 1_709_287_201.5)
  #expect(line.level == "ERROR")
  #expect(line.fields["id"] == "42")
  #expect(
    line.shape == LogLine(number: 2, text: "2024-03-02 11:30:00.1 ERROR id=7 took 2 ms").shape)
}

@Test func ranksSuspects() {
  let report = Suspect.report([
    Suspect("b", score: 1, why: "w", evidence: []), Suspect("a", score: 2, why: "v", evidence: []),
  ])
  #expect(report == ["1. a", "   v", "2. b", "   w"])
  #expect(Suspect.report([]) == ["Nothing suspicious was found."])
}

@Test func rollsTheSameForTheSameSeed() {
  var one = Dice(seed: 1)
  var two = Dice(seed: 1)
  #expect((0..<5).map { _ in one.next() } == (0..<5).map { _ in two.next() })
}

/// An app whose pages are as long as the screen is high.
private struct Pager: ScreenApp {
  var first = 1
  var rows = 0
  var isDone: Bool { false }
  mutating func resize(width: Int, height: Int) { rows = height }
  mutating func press(_ key: Key) { first += rows }
  func draw(on frame: inout Frame) {
    for row in 0..<rows { frame.put("\(first + row)", x: 0, y: row) }
  }
}

@Test func appsKnowTheirSizeBeforeAKeyIsPressed() {
  var pager = Pager()
  #expect(pager.screen(width: 9, height: 3) == ["1", "2", "3"])
  pager.resize(width: 9, height: 4)
  pager.press(.pageDown)
  #expect(pager.screen(width: 9, height: 2) == ["5", "6"])
}
