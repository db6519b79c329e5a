import Sandbox

/// What a run of a test program came to: its own account, checked against how it ended.
struct TestOutcome: Equatable {
  var result: GateResult.Result
  var run: TestRun

  init(result: GateResult.Result, run: TestRun) {
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
      let limit = BuildOutcome.text(seconds)
      run = Self.blaming(account, "did not end within \(limit)")
      result = .timedOut
      return
    case .signalled(let signal):
      let crash = CrashReport(signal: signal, standardError: errors)
      run = Self.blaming(account, file: crash.file, line: crash.line, crash.message)
    case .outputLimit(let bytes):
      run = Self.blaming(account, "printed more than \(bytes) bytes")
    case .exited(let code):
      if !account.unfinished.isEmpty || !account.isOver {
        run = Self.blaming(account, "the test program ended with code \(code) before its tests did")
      } else if code != 0, code != Self.noTests, account.summary.failed == 0 {
        run = Self.blaming(account, "the test program ended with code \(code)")
      }
    }
    result = run.summary.failed > 0 ? .failed : .passed
  }

  /// The tests that were running fail; where none was, the program itself.
  private static func blaming(
    _ account: TestRun, file: String? = nil, line: Int? = nil, _ message: String
  ) -> TestRun {
    var run = account
    if run.unfinished.isEmpty { run.unfinished = [TestRun.Unfinished(test: "the test program")] }
    return run.failingUnfinished(file: file, line: line, message)
  }
}
