/// Where a test of Swift Testing's stands: the line of its attribute.
struct TestPlace: Hashable {
  /// Relative to the app.
  var file: String
  /// From 1.
  var line: Int
}

/// What one run of a test program came to, as far as its output tells.
struct TestRun: Equatable {
  var summary = TestSummary()
  /// Where tests stand that ended, and whether they passed.
  var ended: [TestPlace: Bool] = [:]
  /// Tests that were skipped on purpose.
  var skipped = 0
  /// Tests that started and did not end, with their places, in order of their start.
  var unfinished: [Unfinished] = []
  /// True once the run has said that it is over.
  var isOver = false

  struct Unfinished: Equatable {
    var test: String
    var file: String?
    var line: Int?
  }

  /// Both runs together.
  func adding(_ other: TestRun) -> TestRun {
    TestRun(
      summary: TestSummary(
        passed: summary.passed + other.summary.passed,
        failed: summary.failed + other.summary.failed,
        failures: summary.failures + other.summary.failures),
      ended: ended.merging(other.ended) { $0 && $1 },
      skipped: skipped + other.skipped, unfinished: unfinished + other.unfinished,
      isOver: isOver && other.isOver)
  }

  /// The run with every unfinished test failed for the reason given.
  func failingUnfinished(_ message: String) -> TestRun {
    var run = self
    for test in unfinished {
      run.summary.failures.append(
        TestFailure(
          test: test.test, file: test.file, line: test.line, message: message))
    }
    run.summary.failed += unfinished.count
    run.unfinished = []
    return run
  }

  /// The run with what was going on when the program ended as one failure: any of it can be why.
  func failingTogether(file: String? = nil, line: Int? = nil, _ message: String) -> TestRun {
    var run = self
    let only = unfinished.count == 1 ? unfinished.first : nil
    let names = unfinished.map(\.test).joined(separator: " or ")
    run.summary.failures.append(
      TestFailure(
        test: names.isEmpty ? "program" : names, file: file ?? only?.file,
        line: file == nil ? only?.line : line, message: message))
    run.summary.failed += 1
    run.unfinished = []
    return run
  }
}
