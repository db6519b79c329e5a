import Events
import Testing

@testable import Toolchain

@Suite struct SwiftTestingEventsTests {
  private let file = "Tests/PassCoreTests/SumTests.swift"

  @Test func failuresWithExpressionsAndValues() throws {
    let run = SwiftTestingEvents.read(try Recording.lines("tests/fails.events.jsonl"))
    let failures = run.summary.failures.map { "\($0.test) \($0.line ?? 0): \($0.message)" }.sorted()
    #expect(
      failures == [
        "SumSuite/each(_:) 12: Expectation failed: (sum(text) → 0) > 0",
        "SumSuite/negative() \"Adds negative numbers\" 11: "
          + "Expectation failed: (sum(\"-1\\n-2\\n\") → -3) == 3\nnegatives count too",
        "SumSuite/requires() 13: Expectation failed: Int(\"x\") → nil",
        "arrays() 19: Expectation failed: (got → [\"a\", \"b\", \"d\"]) == [\"a\", \"b\", \"c\"]\n"
          + "inserted [\"d\"], removed [\"c\"]",
        "contains() 23: Expectation failed: !((\"hello\".isEmpty → false) == false → true)",
        "contains() 23: Expectation failed: \"hello\".contains(\"z\")",
        "expectsError() 17: Expectation failed: an error was expected but none was thrown and "
          + "\"1\" was returned",
        "multi() 20: Expectation failed: (a → \"line one\nline two\") == "
          + "(\"line one\\nline 2\" → \"line one\nline 2\")",
        "records() 18: Issue recorded\nshould not be here",
        "throwing() 15: Caught error: Oops(why: \"bad input\")",
        "throwingOut() 16: Caught error: Oops(why: \"bad input\")",
      ])
    #expect(Set(run.summary.failures.map(\.file)) == [file])
    #expect(run.summary.passed == 2)
    #expect(run.summary.failed == 10)
    #expect(run.skipped == 1)
    #expect(run.unfinished.isEmpty)
    #expect(run.isOver)
  }

  @Test(arguments: [
    ("hang", ["loops()"], 2, false), ("stuck", ["waits()"], 1, false),
    ("crash", ["Ordered/indexes()"], 2, false), ("exits", ["addsLines()", "leaves()"], 0, false),
    ("none", [], 0, true), ("both", [], 1, true),
  ])
  func whatWasRunning(name: String, unfinished: [String], passed: Int, isOver: Bool) throws {
    let run = SwiftTestingEvents.read(try Recording.lines("tests/\(name).events.jsonl"))
    #expect(run.unfinished.map(\.test) == unfinished)
    #expect(run.summary == TestSummary(passed: passed))
    #expect(run.isOver == isOver)
  }

  @Test(arguments: ["", "\n", "{}", "not json\n{\"kind\":", "{\"kind\":\"event\",\"payload\":{}}"])
  func anythingCanBeRead(text: String) {
    #expect(SwiftTestingEvents.read(Recording.lines(of: text)) == TestRun())
  }

  @Test func unfinishedTestsFailWhereTheyAre() throws {
    let run = SwiftTestingEvents.read(try Recording.lines("tests/stuck.events.jsonl"))
      .failingUnfinished("did not end within 6 s")
    #expect(
      run.summary
        == TestSummary(
          passed: 1, failed: 1,
          failures: [
            TestFailure(test: "waits()", file: file, line: 8, message: "did not end within 6 s")
          ]))
  }
}

@Suite struct XCTestOutputTests {
  private let file = "Tests/PassCoreTests/SumTests.swift"

  @Test func failures() throws {
    let run = XCTestOutput.read(try Recording.text("tests/xctest.xctest.out.txt"))
    #expect(
      run.summary
        == TestSummary(
          passed: 1, failed: 4,
          failures: [
            TestFailure(
              test: "SumTests.testNil", file: file, line: 10,
              message: "XCTUnwrap failed: expected non-nil value of type \"Int\""),
            TestFailure(
              test: "SumTests.testThrows", file: nil, line: nil,
              message: "threw error \"Oops()\""),
            TestFailure(
              test: "SumTests.testTrue", file: file, line: 7, message: "XCTAssertTrue failed"),
            TestFailure(
              test: "SumTests.testWrong", file: file, line: 6,
              message: "XCTAssertEqual failed: (\"3\") is not equal to (\"4\") - "
                + "three is not four"),
          ]))
    #expect(run.skipped == 1)
    #expect(run.isOver)
  }

  @Test(arguments: [
    ("xctest-pass", 2, [], true), ("xctest-crash", 1, ["SumTests.testBoom"], false),
    ("none", 0, [], true),
  ])
  func other(name: String, passed: Int, unfinished: [String], isOver: Bool) throws {
    let run = XCTestOutput.read(try Recording.text("tests/\(name).xctest.out.txt"))
    #expect(run.summary == TestSummary(passed: passed))
    #expect(run.unfinished.map(\.test) == unfinished)
    #expect(run.isOver == isOver)
  }
}

@Suite struct CrashReportTests {
  @Test(arguments: [
    (
      "fatal.err.txt", "crashed with signal 4 (trap): Fatal error: not yet written",
      "Tests/PassCoreTests/SumTests.swift", 8
    ),
    (
      "crash.err.txt", "crashed with signal 4 (trap): Fatal error: Index out of range",
      "Tests/PassCoreTests/SumTests.swift", 10
    ),
    (
      "xctest-crash.xctest.err.txt",
      "crashed with signal 4 (trap): Fatal error: "
        + "Unexpectedly found nil while unwrapping an Optional value",
      "Tests/PassCoreTests/SumTests.swift", 5
    ),
  ])
  func recorded(name: String, message: String, file: String, line: Int) throws {
    let report = CrashReport(signal: 4, standardError: try Recording.text("tests/\(name)"))
    #expect(report.message == message)
    #expect(report.file == file)
    #expect(report.line == line)
    // What the testing libraries print between is not the app's.
    #expect(report.lastLines == [])
  }

  @Test func theLastLinesAreTheProgramsOwn() {
    let errors = (1...8).map { "step \($0)\n" }.joined()
    let report = CrashReport(
      signal: 11, standardOutput: "◇ Test a() started.\nfirst\n\nsecond\n",
      standardError: errors + "swift-runtime: odd\n*** Signal 11: Backtracing\nThread 0\n")
    #expect(
      report.text() == """
        crashed with signal 11 (segmentation fault): step 8
        last lines:
          step 2
          step 3
          step 4
          step 5
          step 6
          step 7
        """)
    let quiet = CrashReport(
      signal: 6, standardOutput: "first\nsecond\n", standardError: "a.swift:1: Fatal error: no\n")
    #expect(
      quiet.text()
        == "crashed with signal 6 (abort): Fatal error: no\nlast lines:\n  first\n  second")
  }

  @Test func withoutWords() {
    let report = CrashReport(signal: 9, standardError: "")
    #expect(report.message == "crashed with signal 9 (killed)")
    #expect(report.file == nil)
  }
}
