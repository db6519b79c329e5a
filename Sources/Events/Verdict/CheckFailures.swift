import Workspace

/// The tests and examples that failed in a check, as they are told and kept: no more than can be read.
package struct CheckFailures: Codable, Sendable, Equatable {
  package private(set) var tests: [TestFailure]
  package private(set) var examples: [ExampleFailure]

  private static let count = 20
  private static let characters = 4_000

  /// At most 20 of each kind, with texts of at most 4,000 characters and nothing in them hidden.
  package init(tests: [TestFailure] = [], examples: [ExampleFailure] = []) {
    self.tests = tests.prefix(Self.count).map { failure in
      TestFailure(
        test: Self.told(failure.test), file: failure.file.map(Self.told), line: failure.line,
        message: Self.told(failure.message))
    }
    self.examples = examples.prefix(Self.count).map { failure in
      ExampleFailure(
        example: Self.told(failure.example), given: failure.given.map(Self.told),
        mismatches: failure.mismatches.map { mismatch in
          var mismatch = mismatch.visible
          mismatch.message = Self.told(mismatch.message)
          mismatch.remark = mismatch.remark.map(Self.told)
          return mismatch
        })
    }
  }

  /// The tests and examples among problems.
  package init(_ problems: [Problem]) {
    self.init(tests: problems.compactMap(\.test), examples: problems.compactMap(\.example))
  }

  package var isEmpty: Bool { tests.isEmpty && examples.isEmpty }

  private static func told(_ example: Example) -> Example {
    Example(
      name: told(example.name),
      before: example.before.map {
        .init(arguments: $0.arguments.map(told), stdin: told($0.stdin))
      },
      arguments: example.arguments.map(told), stdin: told(example.stdin),
      files: Dictionary(
        example.files.map { (told($0.key), told($0.value)) },
        uniquingKeysWith: { first, _ in first }
      ),
      expect: example.expect)
  }

  private static func told(_ text: String) -> String {
    text.visible.withoutMiddle(over: characters)
  }
}

extension CheckFailures: EventPayload {
  package static var name: String { "failures.found" }
  package var event: Event { .failuresFound(self) }
}

extension Verdict {
  /// What failed in it.
  package var failures: CheckFailures { CheckFailures(problems) }

  /// The verdict as it is kept with an app's iteration: no more than can be read.
  package var told: Verdict {
    Verdict(
      outcome: outcome,
      gates: gates.map { gate in
        var gate = gate
        gate.report.problems = gate.report.problems.told
        return gate
      }, proof: proof)
  }
}

extension [Problem] {
  private static var diagnostics: Int { 50 }

  fileprivate var told: [Problem] {
    let failures = CheckFailures(self)
    return compactMap(\.diagnostic).prefix(Self.diagnostics).map(Problem.diagnostic)
      + failures.tests.map(Problem.test) + failures.examples.map(Problem.example)
  }
}
