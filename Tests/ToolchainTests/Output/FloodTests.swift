import Events
import Sandbox
import Testing

@testable import Toolchain

/// What a program tells without an end: a bounded part of it is read and kept, and the rest is counted.
@Suite struct FloodTests {
  private static let test =
    #"{"kind":"test","payload":{"id":"T.a()/T.swift:7:2","kind":"function"}}"#
  private static let started =
    #"{"kind":"event","payload":{"kind":"testStarted","testID":"T.a()/T.swift:7:2"}}"#
  private static let ended =
    #"{"kind":"event","payload":{"kind":"testEnded","testID":"T.a()/T.swift:7:2"}}"#
  private static let issue =
    #"{"kind":"event","payload":{"kind":"issueRecorded","testID":"T.a()/T.swift:7:2","issue":{},"messages":[{"text":"wrong"}]}}"#
  private static let over = #"{"kind":"event","payload":{"kind":"runEnded"}}"#

  @Test func aHundredFailuresAreKeptAndTheOthersCounted() {
    let lines = [Self.test, Self.started] + Array(repeating: Self.issue, count: 5_000)
    let run = SwiftTestingEvents.read(
      Recording.lines(of: (lines + [Self.ended, Self.over]).joined(separator: "\n")))
    let failure = TestFailure(test: "a()", file: nil, line: nil, message: "wrong")
    #expect(
      run.summary
        == TestSummary(passed: 0, failed: 1, failures: Array(repeating: failure, count: 100)))
    #expect(run.failuresLeftOut == 4_900)
    #expect(run.remark == ", 100 of 5000 failures kept")
    // How the program ended explains the rest, so it is among those that are kept.
    let outcome = TestOutcome(run, of: CommandResult(ending: .exited(3)))
    #expect(outcome.run.remark == ", 100 of 5000 failures kept")
    let stopped = TestOutcome(run, of: CommandResult(ending: .outputLimit(bytes: 9)))
    #expect(stopped.run.summary.failures.last?.message == "printed more than 9 bytes")
    #expect(stopped.run.remark == ", 100 of 5001 failures kept")
  }

  @Test func failuresOfXCTestToo() {
    let event = #"{"event":"failure","test":"T.testA","message":"wrong"}"#
    let printed = "/app/Tests/T.swift:6: error: T.testA : wrong"
    let runs = [
      XCTestEvents.read(
        Recording.lines(of: Array(repeating: event, count: 300).joined(separator: "\n"))),
      XCTestOutput.read(Array(repeating: printed, count: 300).joined(separator: "\n")),
    ]
    #expect(runs.map(\.summary.failures.count) == [100, 100])
    #expect(runs.map(\.failuresLeftOut) == [200, 200])
    let long = XCTestOutput.read(
      printed + "\n" + String(repeating: "more of it\n", count: 100_000))
    #expect(long.summary.failures.map(\.message.utf8.count).allSatisfy { $0 <= 4_000 })
  }

  @Test func aLongMessageIsCut() {
    let text = String(repeating: "x", count: 1 << 20)
    let run = SwiftTestingEvents.read(
      Recording.lines(of: Self.test + "\n" + Self.issue.replacing("wrong", with: text)))
    #expect(run.summary.failures.map(\.message) == [VerdictText.cut(text, to: 4_000)])
  }

  @Test func whatIsToldBeyondTheLimitIsNotRead() {
    let line = Array((Self.issue + "\n").utf8)
    let bytes = Array(repeatElement(line, count: 10).joined())
    let limit = line.count * 4 + 7
    let told = ToldLines(Array(bytes.prefix(limit + 1)), limit: limit)
    #expect(told.isCut)
    #expect(
      told.lines.map(Array.init) == Array(repeating: line.dropLast(), count: 4).map(Array.init))
    #expect(!ToldLines(bytes, limit: bytes.count).isCut)
    #expect(ToldLines(bytes, limit: bytes.count).lines.count == 10)
    #expect(ToldLines(Array(repeating: 0x20, count: 9), limit: 8).lines.isEmpty)
  }

  /// A run that is over says nothing if more was told than is read.
  @Test func aRunThatIsCutFails() {
    var account = TestRun(summary: TestSummary(passed: 3), isOver: true)
    account.isCut = true
    let outcome = TestOutcome(account, of: CommandResult(ending: .exited(0)))
    #expect(outcome.result == .failed)
    #expect(
      outcome.run.summary.failures
        == [
          TestFailure(
            test: "program", file: nil, line: nil,
            message: "told more about its tests than is read: only the beginning counts")
        ])
  }

  /// Where nobody waits for the account any more, no line of it is read.
  @Test func aCancelledReadingEnds() async {
    let lines = Recording.lines(of: [Self.test, Self.issue].joined(separator: "\n"))
    let begun = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for await _ in begun.stream {}
      return SwiftTestingEvents.read(lines)
    }
    task.cancel()
    begun.continuation.finish()
    #expect(await task.value == TestRun())
  }

  @Test func manyTestsThatRunAtOnceStayInOrder() {
    var running = RunningTests()
    for number in 0..<50_000 { running.begin("t\(number)") }
    for number in 0..<49_990 { running.end("t\(number)") }
    #expect(running.inOrder == (49_990..<50_000).map { "t\($0)" })
  }

  @Test func compilerMessages() {
    let warnings = (0..<3_000).map { "/app/Sources/A.swift:\($0 + 1):1: warning: w\($0)" }
    let notes = (0..<3_000).map { "/app/Sources/A.swift:9:1: note: n\($0)" }
    let text = (warnings + ["/app/Sources/A.swift:1:1: error: last"] + notes)
      .joined(separator: "\n")
    let diagnostics = CompilerOutput.diagnostics(in: text)
    #expect(diagnostics.count { $0.severity == .warning } == 1_000)
    #expect(diagnostics.filter { $0.severity == .error }.map(\.message) == ["last"])
    #expect(diagnostics.last?.notes.count == 50)
  }

  @Test(arguments: [
    ("x at a.swift:3:4", "x at a.swift"), ("a.swift:12: bad", "a.swift: bad"),
    ("12:30pm", "12:30pm"), ("a:1:2b", "a:2b"), ("on line 12, again", "on line, again"),
    ("outline 12", "outline 12"), ("at 0x7fFfg", "at addressg"), ("0x", "0x"),
    ("after 2 seconds", "after seconds"), ("after 0.25 seconds.", "after seconds."),
    ("1.2.5 seconds", "1.seconds"), ("3 is not 4", "3 is not 4"), ("", ""),
  ])
  func placelessText(message: String, expected: String) {
    #expect(PlacelessText.of(message) == expected)
  }

  /// A regular expression takes the square of the digits for these.
  @Test(arguments: ["1", "1.", ":1", "0x", "line "]) func placelessTextIsLinear(piece: String) {
    let long = String(repeating: piece, count: 300_000)
    #expect(PlacelessText.of(long + "!").hasSuffix("!"))
  }
}
