import Events
import SwiftCode
import Workspace

/// A closer look at an app whose tests have passed.
extension Check {
  struct Scrutiny: Sendable {
    /// What makes passed tests worth nothing: none of them looks at anything, or the app asks whether it
    /// is being tested.
    var suspicions: [TestFailure]
    /// How many tests look at nothing.
    var emptyTests: Int
    /// The files of these tests if no test looks at anything.
    var weakFiles: Set<String>
    /// The tests that certainly run, with their names.
    var certainTests: [TestPlace: String]

    /// Tests of the source that did not run to their end.
    func missing(in run: TestRun) -> [TestFailure] {
      certainTests.filter { run.ended[$0.key] == nil }
        .sorted { ($0.key.file, $0.key.line) < ($1.key.file, $1.key.line) }
        .map { place, name in
          TestFailure(
            test: "\(name)()", file: place.file, line: place.line,
            message: "it stands in the source and did not run to its end: "
              + "nothing may end the test program or keep tests from running")
        }
    }
  }

  func scrutinize() -> Scrutiny { DeepStack.run { found } }

  private var found: Scrutiny {
    let files = parsed.files(in: AppLayout.tests).map { ($0.path, EmptyTests.File($0.syntax)) }
    let helpers = files.reduce(into: Set<String>()) { $0.formUnion($1.1.helpers) }
    let tests = files.flatMap { path, file in
      file.functions(helpers: helpers).map { (file: path, function: $0) }
    }
    let empty = tests.filter(\.function.isEmpty)
    let hasOnlyEmpty = !empty.isEmpty && empty.count == tests.count
    let failures = (hasOnlyEmpty ? empty : []).map { file, function in
      TestFailure(
        test: "\(function.name)()", file: file, line: function.line,
        message: "it passes whatever the app does: expect what the app must answer")
    }
    return Scrutiny(
      suspicions: failures + awareness, emptyTests: empty.count,
      weakFiles: hasOnlyEmpty ? Set(empty.map(\.file)) : [],
      certainTests: files.reduce(into: [:]) { known, file in
        for test in file.1.certainTests {
          known[TestPlace(file: file.0, line: test.line)] = test.name
        }
      })
  }

  private var awareness: [TestFailure] {
    parsed.texts(in: AppLayout.sources).flatMap { path, text in
      TestAwareness.findings(in: text).map { finding in
        TestFailure(
          test: "the app, not a test", file: path.description, line: finding.line,
          message: "it asks whether it is being tested (\(finding.word)): it must do the same "
            + "wherever it runs")
      }
    }
  }
}
