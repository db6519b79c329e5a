import Sandbox

/// The package's own tests.
extension Check {
  func tests() async throws -> GateOutcome {
    guard let program = plan.testProgram else {
      return noTests("there are no tests")
    }
    var outcome = TestOutcome(result: .passed, run: TestRun())
    if uses("Testing") || !uses("XCTest") { outcome = try await swiftTesting(program) }
    if outcome.result == .passed, uses("XCTest"), plan.runsXCTest {
      let second = try await xctest(program)
      outcome = TestOutcome(result: second.result, run: outcome.run.adding(second.run))
    }
    var summary = outcome.run.summary
    let count = summary.passed + summary.failed
    guard count > 0 else { return noTests("no test ran") }
    guard outcome.result == .passed, subject.isDistrusted else {
      return GateOutcome(
        result: outcome.result,
        detail: summary.failed == 0
          ? counted(count, "test") : "\(summary.failed) of \(counted(count, "test")) failed",
        tests: summary)
    }
    let scrutiny = await self.scrutiny?.value ?? scrutinize()
    guard scrutiny.suspicions.isEmpty else {
      summary.failures = scrutiny.suspicions
      summary.failed = scrutiny.suspicions.count
      summary.passed = max(0, count - scrutiny.suspicions.count)
      return GateOutcome(
        result: .failed, detail: "they show nothing", tests: summary,
        weakTests: scrutiny.weakFiles)
    }
    let empty = scrutiny.emptyTests
    return GateOutcome(
      result: .passed,
      detail: counted(count, "test") + (empty > 0 ? ", \(empty) without an expectation" : ""),
      tests: summary)
  }

  private func swiftTesting(_ program: String) async throws -> TestOutcome {
    let data = try work.folder()
    let events = "events.jsonl"
    let run = try await checker.runner.run(
      command.test(
        program,
        arguments: [
          "--testing-library", "swift-testing", "--event-stream-output-path",
          "\(Inside.data)/\(events)",
        ], dataDirectory: data, seconds: subject.testTimeLimit))
    let bytes = HostFile.bytes(at: "\(data)/\(events)", limit: 64 << 20) ?? []
    return TestOutcome(SwiftTestingEvents.read(bytes), of: run)
  }

  private func xctest(_ program: String) async throws -> TestOutcome {
    let data = try work.folder()
    let run = try await checker.runner.run(
      command.test(program, arguments: [], dataDirectory: data, seconds: subject.testTimeLimit))
    // Only the entry point that is compiled directly writes it.
    if let events = HostFile.bytes(at: "\(data)/\(XCTestEntry.eventsName)", limit: 64 << 20) {
      return TestOutcome(XCTestEvents.read(events), of: run)
    }
    let text = String(decoding: run.standardOutput, as: UTF8.self)
    return TestOutcome(XCTestOutput.read(text), of: run)
  }

  /// Whether some file of the tests imports a library.
  private func uses(_ library: String) -> Bool {
    tree.paths.contains {
      $0.description.hasSuffix(".swift") && !$0.description.hasPrefix("Sources/")
        && $0.description != "Package.swift" && tree.text($0)?.contains("import \(library)") == true
    }
  }

  private func noTests(_ detail: String) -> GateOutcome {
    GateOutcome(result: subject.requiresTests ? .failed : .skipped, detail: detail)
  }
}
