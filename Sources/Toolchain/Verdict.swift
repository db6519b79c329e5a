package import Workspace

/// What checking a tree came to: a value, never a thrown error.
package struct Verdict: Codable, Sendable, Equatable {
  package enum Outcome: String, Codable, Sendable {
    case passed
    case failed
    case timedOut = "timed_out"
  }

  package var outcome: Outcome
  package var gates: [GateResult]
  /// The compiler's, root errors first, duplicates folded.
  package var diagnostics: [Diagnostic]
  package var tests: TestSummary
  package var examples: ExampleSummary
  /// The findings of other input for an app that passed; nil if it was not tried.
  ///
  /// It is not encoded.
  package var sensitivity: Sensitivity?
  /// Files of tests that passed and show nothing, so that they must be changed.
  ///
  /// It is not encoded.
  package var weakTests: Set<String> = []

  private enum CodingKeys: CodingKey {
    case outcome
    case gates
    case diagnostics
    case tests
    case examples
  }

  package init(
    outcome: Outcome, gates: [GateResult] = [], diagnostics: [Diagnostic] = [],
    tests: TestSummary = TestSummary(), examples: ExampleSummary = ExampleSummary()
  ) {
    self.outcome = outcome
    self.gates = gates
    self.diagnostics = diagnostics
    self.tests = tests
    self.examples = examples
  }

  /// Whether a gate was run and passed.
  package func passed(_ gate: Gate) -> Bool {
    gates.contains { $0.gate == gate && $0.result == .passed }
  }
}

/// The checks, cheapest first.
package enum Gate: String, Codable, Sendable, CaseIterable {
  case syntax
  case compile
  case tests
  case examples
  case smoke
}

/// One gate and how it went.
package struct GateResult: Codable, Sendable, Equatable {
  package enum Result: String, Codable, Sendable {
    case passed
    case failed
    case timedOut = "timed_out"
    /// Not run: an earlier gate failed, or the app has nothing for it.
    case skipped
  }

  package var gate: Gate
  package var result: Result
  package var milliseconds: Int

  private enum CodingKeys: String, CodingKey {
    case gate = "name"
    case result
    case milliseconds = "ms"
    case detail, notes
  }

  /// One line on what happened, for the user: "8 tests", "no test ran", "2 of 3 examples failed".
  package var detail: String
  /// What the gate could not find out, one line each; nil for nothing.
  package var notes: [String]?

  package init(
    gate: Gate, result: Result, milliseconds: Int, detail: String = "", notes: [String]? = nil
  ) {
    self.gate = gate
    self.notes = notes
    self.result = result
    self.milliseconds = milliseconds
    self.detail = detail
  }
}

/// One message of the compiler.
package struct Diagnostic: Codable, Sendable, Hashable {
  package enum Severity: String, Codable, Sendable {
    case error
    case warning
    case note
  }

  /// Relative to the app; nil if the message has no place.
  package var file: String?
  package var line: Int?
  package var column: Int?
  package var severity: Severity
  package var message: String
  /// Notes and fix-its that belong to it, one line each.
  package var notes: [String]
  /// The changes that the compiler proposes, in its order; each alone is meant to mend the message.
  ///
  /// They fit the tree that was compiled and no other, so they are not encoded.
  package var fixIts: [FixIt] = []

  private enum CodingKeys: CodingKey {
    case file
    case line
    case column
    case severity
    case message
    case notes
  }

  package init(
    file: String?, line: Int?, column: Int?, severity: Severity, message: String,
    notes: [String] = []
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.message = message
    self.notes = notes
  }
}

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
