import Events
import Sandbox
import Workspace

/// The package's own tests.
extension Check {
  func tests() async throws -> GateReport {
    guard let program = plan.testProgram else {
      return noTests("there are no tests")
    }
    var outcome = TestOutcome(result: .passed, run: TestRun())
    if uses("Testing") || !uses("XCTest") { outcome = try await swiftTesting(program) }
    if outcome.result == .passed, uses("XCTest"), plan.runsXCTest {
      let second = try await xctest(program)
      outcome = TestOutcome(result: second.result, run: outcome.run.adding(second.run))
    }
    let summary = outcome.run.summary
    let count = summary.passed + summary.failed
    guard count > 0 else { return noTests("no test ran") }
    guard outcome.result == .passed, subject.isDistrusted else {
      return GateReport(
        result: outcome.result,
        detail: summary.failed == 0
          ? counted(count, "test")
          : "\(summary.failed) of \(counted(count, "test")) failed\(outcome.run.remark)",
        tests: summary)
    }
    var scrutiny = await self.scrutiny?.value ?? scrutinize()
    if plan.hasChannel == true, uses("Testing") {
      scrutiny.suspicions += scrutiny.missing(in: outcome.run)
    }
    guard scrutiny.suspicions.isEmpty else {
      var outcome = weak(scrutiny.suspicions, of: count)
      outcome.weakTests = scrutiny.weakFiles
      return outcome
    }
    let findings = await mutants.findings()
    guard findings.weakFiles.isEmpty else {
      return weak(findings.weak.filter { findings.weakFiles.contains($0.file ?? "") }, of: count)
    }
    let empty = scrutiny.emptyTests
    return GateReport(
      result: .passed,
      detail: counted(count, "test") + (empty > 0 ? ", \(empty) without an expectation" : "")
        + findings.detail,
      notes: findings.note.map { [$0] }, tests: summary)
  }

  /// The gate failed by tests that passed and show nothing.
  private func weak(_ failures: [TestFailure], of count: Int) -> GateReport {
    GateReport(
      result: .failed, detail: "they pass whatever the app does",
      tests: TestSummary(
        passed: max(0, count - failures.count), failed: failures.count, failures: failures),
      weakTests: Set(failures.compactMap(\.file)))
  }

  private func swiftTesting(_ program: String) async throws -> TestOutcome {
    let data = try work.folder()
    if plan.hasChannel == true {
      let channel = try TestChannel(in: data)
      let run = try await checker.runner.run(
        command.test(
          program, arguments: [], input: channel.input([TestChannel.Run()]), dataDirectory: data,
          makesUnixSockets: !subject.isDistrusted, seconds: subject.testTimeLimit))
      return TestOutcome(account(of: channel, SwiftTestingEvents.read), of: run)
    }
    let events = "events.jsonl"
    let run = try await checker.runner.run(
      command.test(
        program,
        arguments: [
          "--testing-library", "swift-testing", "--event-stream-output-path",
          "\(Inside.data)/\(events)",
        ], dataDirectory: data, makesUnixSockets: !subject.isDistrusted,
        seconds: subject.testTimeLimit))
    let bytes = HostFile.bytes(at: "\(data)/\(events)", limit: toldLimit + 1) ?? []
    return TestOutcome(
      account(ToldLines(bytes, limit: toldLimit), SwiftTestingEvents.read), of: run)
  }

  /// Bytes that are read of what a test program tells.
  private var toldLimit: Int {
    subject.isDistrusted ? ToldLines.most : ToldLines.mostOfPackages
  }

  private func account(
    of channel: TestChannel, _ read: ([ArraySlice<UInt8>]) -> TestRun
  ) -> TestRun {
    account(channel.told(limit: toldLimit), read)
  }

  private func account(_ told: ToldLines, _ read: ([ArraySlice<UInt8>]) -> TestRun) -> TestRun {
    var run = read(told.lines)
    run.isCut = told.isCut
    // Other people's tests may write to whatever descriptor they like.
    run.isForged = told.isForged && subject.isDistrusted
    return run
  }

  private func xctest(_ program: String) async throws -> TestOutcome {
    let data = try work.folder()
    let channel = plan.hasChannel == true ? try TestChannel(in: data) : nil
    let run = try await checker.runner.run(
      command.test(
        program, arguments: [], input: channel?.input([]), dataDirectory: data,
        makesUnixSockets: !subject.isDistrusted, seconds: subject.testTimeLimit))
    if let channel { return TestOutcome(account(of: channel, XCTestEvents.read), of: run) }
    let text = String(decoding: run.standardOutput, as: UTF8.self)
    return TestOutcome(XCTestOutput.read(text), of: run)
  }

  /// Whether some file of the tests imports a library.
  private func uses(_ library: String) -> Bool {
    tree.paths.contains {
      $0.description.hasSuffix(".swift") && !$0.description.hasPrefix(AppLayout.sources)
        && $0 != AppLayout.packageManifest && tree.text($0)?.contains("import \(library)") == true
    }
  }

  private func noTests(_ detail: String) -> GateReport {
    GateReport(result: subject.requiresTests ? .failed : .skipped, detail: detail)
  }
}
