package import Workspace

/// The examples that were run.
package struct ExampleSummary: Codable, Sendable, Equatable {
  package var passed: Int
  package var failed: Int
  package var failures: [ExampleFailure]

  package init(passed: Int = 0, failed: Int = 0, failures: [ExampleFailure] = []) {
    self.passed = passed
    self.failed = failed
    self.failures = failures
  }
}

/// One example that did not come out as it must.
package struct ExampleFailure: Codable, Sendable, Equatable {
  /// Its name; several, separated by commas, if the failure is about all of them.
  package var example: String
  /// What was run; nil if the failure is about several examples.
  package var given: Example?
  /// Each expectation that did not hold.
  package var mismatches: [Mismatch]

  package init(example: String, given: Example? = nil, mismatches: [Mismatch]) {
    self.example = example
    self.given = given
    self.mismatches = mismatches
  }

  /// An example that was run.
  package init(_ example: Example, mismatches: [Mismatch]) {
    self.init(example: example.name, given: example, mismatches: mismatches)
  }
}
