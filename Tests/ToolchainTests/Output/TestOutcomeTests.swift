import Events
import Sandbox
import Testing

@testable import Toolchain

/// What a test program says about itself is believed only as far as its ending allows.
@Suite struct TestOutcomeTests {
  private static let file = "Tests/AppTests/T.swift"
  private static let one = TestRun.Unfinished(test: "one()", file: file, line: 3)
  private static let two = TestRun.Unfinished(test: "two()", file: file, line: 9)

  private static func account(
    passed: Int = 1, unfinished: [TestRun.Unfinished] = [], isOver: Bool = true
  ) -> TestRun {
    TestRun(
      summary: TestSummary(passed: passed), unfinished: unfinished, isOver: isOver)
  }

  @Test(
    arguments: [
      (account(), CommandResult.Ending.exited(0), GateReport.Result.passed, []),
      (account(passed: 0), .exited(69), .passed, []),
      (account(), .exited(1), .failed, ["program - the test program ended with code 1"]),
      (
        account(isOver: false), .exited(0), .failed,
        [
          "program - the test program ended with code 0 in the middle"
        ]
      ),
      (
        account(unfinished: [one]), .exited(0), .failed,
        [
          "one() 3 the test program ended with code 0 in the middle"
        ]
      ),
      (
        account(unfinished: [one, two], isOver: false), .signalled(9), .failed,
        [
          "one() or two() - crashed with signal 9 (killed)"
        ]
      ),
      (
        account(unfinished: [one, two], isOver: false), .timedOut(seconds: 6), .timedOut,
        [
          "one() 3 did not end within 6 s", "two() 9 did not end within 6 s",
        ]
      ),
      (account(), .timedOut(seconds: 0.5), .timedOut, ["program - did not end within 0.5 s"]),
      (
        account(unfinished: [one], isOver: false), .outputLimit(bytes: 10), .failed,
        [
          "one() 3 printed more than 10 bytes"
        ]
      ),
    ] as [(TestRun, CommandResult.Ending, GateReport.Result, [String])])
  func endings(
    account: TestRun, ending: CommandResult.Ending, result: GateReport.Result, failures: [String]
  ) {
    let outcome = TestOutcome(account, of: CommandResult(ending: ending))
    #expect(outcome.result == result)
    #expect(
      outcome.run.summary.failures.map {
        "\($0.test) \($0.line.map(String.init) ?? "-") \($0.message)"
      } == failures)
    #expect(outcome.run.summary.failed == failures.count)
    #expect(outcome.run.summary.passed == account.summary.passed)
  }
}
