import Events

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
  /// True if it told more than is read, so that how it went on is not known.
  var isCut = false
  /// True if something else wrote where only the entry point of the tests tells what happens.
  var isForged = false
  /// Failures that were told beyond those that are kept.
  private(set) var failuresLeftOut = 0

  /// The most failures that are kept, and the most characters of one.
  private static let mostFailures = 100
  private static let longestMessage = 4_000
  /// Tests that one failure names.
  private static let mostNames = 20

  struct Unfinished: Equatable {
    var test: String
    var file: String?
    var line: Int?
  }

  init(
    summary: TestSummary = TestSummary(), skipped: Int = 0, unfinished: [Unfinished] = [],
    isOver: Bool = false
  ) {
    self.summary = summary
    self.skipped = skipped
    self.unfinished = unfinished
    self.isOver = isOver
  }

  /// Keeps a failure, or counts it if there are enough.
  mutating func note(_ failure: TestFailure) {
    guard summary.failures.count < Self.mostFailures else {
      failuresLeftOut += 1
      return
    }
    var failure = failure
    failure.message = VerdictText.cut(failure.message, to: Self.longestMessage)
    summary.failures.append(failure)
  }

  /// Adds a line to the message of the failure that was told last, as long as it may grow.
  mutating func goOn(_ line: some StringProtocol) {
    guard failuresLeftOut == 0, let last = summary.failures.indices.last,
      summary.failures[last].message.utf8.count + line.utf8.count < Self.longestMessage
    else { return }
    summary.failures[last].message += "\n\(line)"
  }

  /// What a gate adds to its detail where not every failure was kept; empty otherwise.
  var remark: String {
    failuresLeftOut == 0
      ? ""
      : ", \(summary.failures.count) of \(summary.failures.count + failuresLeftOut) failures kept"
  }

  /// Both runs together.
  func adding(_ other: TestRun) -> TestRun {
    var both = self
    both.summary.passed += other.summary.passed
    both.summary.failed += other.summary.failed
    for failure in other.summary.failures { both.note(failure) }
    both.failuresLeftOut += other.failuresLeftOut
    both.ended.merge(other.ended) { $0 && $1 }
    both.skipped += other.skipped
    both.unfinished += other.unfinished
    both.isOver = isOver && other.isOver
    both.isCut = isCut || other.isCut
    both.isForged = isForged || other.isForged
    return both
  }

  /// The run with every unfinished test failed for the reason given.
  func failingUnfinished(_ message: String) -> TestRun {
    var run = self
    for test in unfinished {
      run.note(
        TestFailure(test: test.test, file: test.file, line: test.line, message: message))
    }
    run.summary.failed += unfinished.count
    run.unfinished = []
    return run
  }

  /// The run with what was going on when the program ended as one failure: any of it can be why.
  func failingTogether(file: String? = nil, line: Int? = nil, _ message: String) -> TestRun {
    var run = self
    let only = unfinished.count == 1 ? unfinished.first : nil
    var names = unfinished.prefix(Self.mostNames).map(\.test).joined(separator: " or ")
    if unfinished.count > Self.mostNames {
      names += " or \(unfinished.count - Self.mostNames) others"
    }
    // It says why the rest is missing, so it comes before what else there was.
    if run.summary.failures.count == Self.mostFailures {
      run.summary.failures.removeLast()
      run.failuresLeftOut += 1
    }
    run.note(
      TestFailure(
        test: names.isEmpty ? "program" : names, file: file ?? only?.file,
        line: file == nil ? only?.line : line, message: message))
    run.summary.failed += 1
    run.unfinished = []
    return run
  }
}
