/// What a gate has found.
package struct GateReport: Sendable, Equatable {
  package enum Result: String, Codable, Sendable {
    case passed
    case failed
    case timedOut = "timed_out"
    /// Not run: an earlier gate failed, or the app has nothing for it.
    case skipped
  }

  /// How many of the things that a gate runs passed, and how many did not.
  package struct Counts: Codable, Sendable, Equatable {
    package var passed = 0
    package var failed = 0

    package init(passed: Int = 0, failed: Int = 0) {
      self.passed = passed
      self.failed = failed
    }
  }

  package var result: Result
  /// One line on what happened, for the user: "8 tests", "no test ran", "2 of 3 examples failed".
  package var detail: String
  /// What the gate could not find out, one line each; nil for nothing.
  package var notes: [String]?
  /// What is wrong, and the compiler's warnings.
  package var problems: [Problem]
  package var counts: Counts
  /// Files of tests that passed and show nothing, so that they must be changed.
  package var weakTests: Set<String>

  package init(
    result: Result, detail: String = "", notes: [String]? = nil, problems: [Problem] = [],
    counts: Counts = Counts(), weakTests: Set<String> = []
  ) {
    self.result = result
    self.detail = detail
    self.notes = notes
    self.problems = problems
    self.counts = counts
    self.weakTests = weakTests
  }

  /// What the compiler said.
  package init(
    result: Result, detail: String = "", notes: [String]? = nil, diagnostics: [Diagnostic]
  ) {
    self.init(
      result: result, detail: detail, notes: notes, problems: diagnostics.map(Problem.diagnostic))
  }

  /// What the tests came to.
  package init(
    result: Result, detail: String = "", notes: [String]? = nil, tests: TestSummary,
    weakTests: Set<String> = []
  ) {
    self.init(
      result: result, detail: detail, notes: notes, problems: tests.failures.map(Problem.test),
      counts: Counts(passed: tests.passed, failed: tests.failed), weakTests: weakTests)
  }

  /// What the examples came to.
  package init(result: Result, detail: String = "", examples: ExampleSummary) {
    self.init(
      result: result, detail: detail, problems: examples.failures.map(Problem.example),
      counts: Counts(passed: examples.passed, failed: examples.failed))
  }

  /// One error, about a file or about none.
  package static func failed(_ message: String, file: String?) -> GateReport {
    GateReport(
      result: .failed, detail: message,
      diagnostics: [
        Diagnostic(file: file, line: nil, column: nil, severity: .error, message: message)
      ])
  }

  /// How many things are wrong.
  package var faults: Int { max(counts.failed, problems.count(where: \.isFault)) }
}
