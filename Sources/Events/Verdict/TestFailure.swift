/// The tests that ran.
package struct TestSummary: Codable, Sendable, Equatable {
  package var passed: Int
  package var failed: Int
  package var failures: [TestFailure]

  package init(passed: Int = 0, failed: Int = 0, failures: [TestFailure] = []) {
    self.passed = passed
    self.failed = failed
    self.failures = failures
  }
}

/// One failed test: where, and what was expected.
package struct TestFailure: Codable, Sendable, Equatable {
  package var test: String
  package var file: String?
  package var line: Int?
  /// The expectation with its values, or how the test ended (a crash with its signal, a time-out).
  package var message: String

  package init(test: String, file: String?, line: Int?, message: String) {
    self.test = test
    self.file = file
    self.line = line
    self.message = message
  }
}
