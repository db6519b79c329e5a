import Sandbox

/// The package's own tests.
extension Check {
  func tests() async throws -> GateOutcome {
    guard let program = plan.testProgram else {
      return noTests("there are no tests")
    }
    let data = try work.folder()
    let events = "events.jsonl"
    let testing = try await checker.runner.run(
      command.test(
        program,
        arguments: [
          "--testing-library", "swift-testing", "--event-stream-output-path",
          "\(Inside.data)/\(events)",
        ], dataDirectory: data, seconds: subject.testTimeLimit))
    let bytes = HostFile.bytes(at: "\(data)/\(events)", limit: 64 << 20) ?? []
    var outcome = TestOutcome(SwiftTestingEvents.read(bytes), of: testing)
    if outcome.result == .passed, usesXCTest {
      let xctest = try await checker.runner.run(
        command.test(
          program, arguments: [], dataDirectory: try work.folder(),
          seconds: subject.testTimeLimit))
      let text = String(decoding: xctest.standardOutput, as: UTF8.self)
      let second = TestOutcome(XCTestOutput.read(text), of: xctest)
      outcome = TestOutcome(result: second.result, run: outcome.run.adding(second.run))
    }
    let summary = outcome.run.summary
    let count = summary.passed + summary.failed
    guard count > 0 else { return noTests("no test ran") }
    return GateOutcome(
      result: outcome.result,
      detail: summary.failed == 0
        ? counted(count, "test") : "\(summary.failed) of \(counted(count, "test")) failed",
      tests: summary)
  }

  private var usesXCTest: Bool {
    tree.paths.contains {
      $0.description.hasPrefix("Tests/") && tree.text($0)?.contains("import XCTest") == true
    }
  }

  private func noTests(_ detail: String) -> GateOutcome {
    GateOutcome(result: subject.requiresTests ? .failed : .skipped, detail: detail)
  }
}
