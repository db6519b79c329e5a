import Events
import Sandbox

/// What a run of a test program came to: its own account, checked against how it ended.
struct TestOutcome: Equatable {
  var result: GateReport.Result
  var run: TestRun

  init(result: GateReport.Result, run: TestRun) {
    self.result = result
    self.run = run
  }

  /// The exit code of a Swift Testing program that has no tests (EX_UNAVAILABLE).
  static let noTests: Int32 = 69

  init(_ account: TestRun, of command: CommandResult) {
    let errors = String(decoding: command.standardError, as: UTF8.self)
    run = account
    switch command.ending {
    case .timedOut(let seconds):
      let message = "did not end within \(BuildOutcome.text(seconds))"
      run =
        account.unfinished.isEmpty
        ? account.failingTogether(message) : account.failingUnfinished(message)
      result = .timedOut
      return
    case .signalled(let signal):
      let crash = CrashReport(
        signal: signal, standardOutput: String(decoding: command.standardOutput, as: UTF8.self),
        standardError: errors)
      run = account.failingTogether(
        file: crash.file, line: crash.line, crash.text(withPlace: false))
    case .outputLimit(let bytes):
      run = account.failingTogether("printed more than \(bytes) bytes")
    case .limit(let limit):
      run = account.failingTogether("reached \(limit) and was stopped")
    case .exited where account.isForged:
      run = account.failingTogether("something in the app wrote over what its tests came to")
    case .exited where account.isCut:
      run = account.failingTogether(
        "told more about its tests than is read: only the beginning counts")
    case .exited(let code):
      if !account.unfinished.isEmpty || !account.isOver {
        run = account.failingTogether("the test program ended with code \(code) in the middle")
      } else if code != 0, code != Self.noTests, account.summary.failed == 0 {
        run = account.failingTogether("the test program ended with code \(code)")
      }
    }
    result = run.summary.failed > 0 ? .failed : .passed
  }
}
