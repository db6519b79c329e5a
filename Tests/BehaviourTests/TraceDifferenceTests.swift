import Behaviour
import Testing

/// Where two runs of one program differ, and where they only seem to.
struct TraceDifferenceTests {
  struct Case: Sendable {
    var name: String
    var first: Trace
    var second: Trace
    /// The place of the difference; nil for none.
    var place: String?
    var line = 1
  }

  static let cases: [Case] = [
    Case(name: "nothing", first: Trace("a\n"), second: Trace("a\n")),
    Case(
      name: "order", first: Trace("x\na\nb\n"), second: Trace("x\nb\na\n"), place: "stdout", line: 2
    ),
    Case(name: "line end", first: Trace("a\n"), second: Trace("a"), place: "stdout", line: 2),
    Case(
      name: "exit", first: Trace("a", exit: 0), second: Trace("b", exit: 2),
      place: "the end of the run"),
    Case(
      name: "errors", first: Trace("", errors: "1"), second: Trace("", errors: "2"), place: "stderr"
    ),
    Case(
      name: "crashes at other addresses",
      first: Trace(ending: .crashed(4), errors: CapturedText("0x12")),
      second: Trace(ending: .crashed(4), errors: CapturedText("0x13"))),
    Case(
      name: "crash", first: Trace("a"), second: Trace(ending: .crashed(4)),
      place: "the end of the run"),
    Case(name: "too slow once", first: Trace("a"), second: Trace(ending: .timedOut)),
    Case(
      name: "file text", first: Trace("", files: ["a.txt": "1\n2"]),
      second: Trace("", files: ["a.txt": "1\n3"]),
      place: "a.txt", line: 2),
    Case(name: "file missing", first: Trace("", files: ["a": "1"]), second: Trace(""), place: "a"),
    Case(
      name: "keys of an object", first: Trace("", files: ["d.json": #"{"a": 1, "b": [1, 2]}"#]),
      second: Trace("", files: ["d.json": #"{"b": [1, 2], "a": 1}"#])),
    Case(
      name: "order of a list", first: Trace("", files: ["d.json": #"{"b": [1, 2]}"#]),
      second: Trace("", files: ["d.json": #"{"b": [2, 1]}"#]), place: "d.json"),
    Case(
      name: "objects by line", first: Trace("", files: ["d": "{\"a\":1,\"b\":2}\n{\"a\":3}\n"]),
      second: Trace("", files: ["d": "{\"b\":2,\"a\":1}\n{\"a\":3}\n"])),
    Case(
      name: "identifier and time kept",
      first: Trace(
        "", files: ["d.json": #"{"id":"6E1F0C44-95BC-4C4D-9E0A-0C5C6B0F1A11","at":785000000.25}"#]),
      second: Trace(
        "", files: ["d.json": #"{"id":"0A1F0C44-95BC-4C4D-9E0A-0C5C6B0F1A12","at":785000001.5}"#])),
    Case(
      name: "amounts are no times", first: Trace("", files: ["d.json": #"{"n":100}"#]),
      second: Trace("", files: ["d.json": #"{"n":101}"#]), place: "d.json"),
    Case(
      name: "identifier printed", first: Trace("6E1F0C44-95BC-4C4D-9E0A-0C5C6B0F1A11"),
      second: Trace("0A1F0C44-95BC-4C4D-9E0A-0C5C6B0F1A12"), place: "stdout"),
    Case(
      name: "time in a log", first: Trace("", files: ["log": "2026-11-30T10:00:01.250Z saved\n"]),
      second: Trace("", files: ["log": "2026-11-30T10:00:02Z saved\n"])),
    Case(
      name: "a database's own", first: Trace("", files: ["db-wal": "x"]), second: Trace("")),
    Case(
      name: "beyond what is kept", first: Trace(String(repeating: "a\n", count: 1 << 20)),
      second: Trace(String(repeating: "a\n", count: 1 << 20) + "b"), place: "stdout",
      line: (1 << 19) + 1),
  ]

  @Test(arguments: cases) func isFound(_ wanted: Case) {
    let difference = TraceDifference(between: wanted.first, and: wanted.second)
    #expect(difference?.place == wanted.place, "\(wanted.name)")
    if let difference { #expect(difference.lines.number == wanted.line, "\(wanted.name)") }
  }

  struct Cause: Sendable {
    var first: String
    var second: String
    var uses = SourceUses()
    var cause: LikelyCause
  }

  static let causes: [Cause] = [
    Cause(first: "a 1\nb 2\n", second: "b 2\na 1\n", cause: .order),
    Cause(first: "[b, a]", second: "[a, b]", uses: SourceUses(clock: true), cause: .order),
    Cause(first: "at 10:00:01", second: "at 10:00:02", uses: SourceUses(clock: true), cause: .time),
    Cause(first: "took 12", second: "took 15", uses: SourceUses(clock: true), cause: .time),
    Cause(
      first: "you rolled 4", second: "you rolled 2", uses: SourceUses(chance: true), cause: .chance),
    Cause(
      first: "6E1F0C44-95BC-4C4D-9E0A-0C5C6B0F1A11", second: "0A1F0C44-95BC-4C4D-9E0A-0C5C6B0F1A12",
      uses: SourceUses(chance: true), cause: .chance),
    Cause(first: "first: a", second: "first: b", uses: SourceUses(unordered: true), cause: .order),
    Cause(first: "4", second: "2", uses: SourceUses(clock: true, chance: true), cause: .unknown),
    Cause(first: "4", second: "2", cause: .unknown),
  ]

  @Test(arguments: causes) func hasACause(_ wanted: Cause) throws {
    let difference = try #require(
      TraceDifference(between: Trace(wanted.first), and: Trace(wanted.second)))
    #expect(LikelyCause(of: difference, uses: wanted.uses) == wanted.cause, "\(wanted.first)")
  }

  static let masked: [(String, String, String)] = [
    ("you rolled 4", "you rolled 2", "you rolled ▒"),
    ("a\nat 10:00:01\nz", "a\nat 10:00:02\nz", "a\nat 10:00:▒\nz"),
    ("same", "same", "same"),
    ("a\nx\nz\n", "a\nx\ny\nz\n", "a\nx\n▒\nz\n"),
    ("two words", "one", "▒"),
    ("", "a", "▒"),
  ]

  @Test(arguments: masked) func masks(first: String, second: String, masked: String) {
    #expect(Mask.text(first, second) == masked)
    #expect(Mask.text(second, first) == masked)
    #expect(Mask.trace(Trace(first), Trace(second)) == Trace(masked))
  }
}
