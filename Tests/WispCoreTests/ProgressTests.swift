import Testing
import Toolchain
import Workspace

@testable import WispCore

struct ProgressTests {
  /// A check that failed at a gate with so many problems.
  struct Failure: Sendable {
    var gate: Gate
    var problems: Int

    static func compile(_ problems: Int) -> Self { Self(gate: .compile, problems: problems) }
    static func tests(_ problems: Int) -> Self { Self(gate: .tests, problems: problems) }

    var verdict: Verdict {
      let errors = (0..<problems).map {
        Diagnostic(file: "a", line: $0, column: 1, severity: .error, message: "error \($0)")
      }
      let failures = (0..<problems).map {
        TestFailure(test: "t\($0)", file: nil, line: nil, message: "wrong \($0)")
      }
      return Verdict(
        outcome: .failed, gates: [GateResult(gate: gate, result: .failed, milliseconds: 1)],
        diagnostics: gate == .compile ? errors : [],
        tests: gate == .tests
          ? TestSummary(passed: 1, failed: problems, failures: failures) : TestSummary())
    }
  }

  private func progress(_ tries: [Failure]) -> Progress {
    var progress = Progress()
    for (index, failure) in tries.enumerated() {
      progress.add(
        Progress.Attempt(
          iteration: index + 1, changed: ["Sources/AppCore/A.swift"], tree: FileTree(),
          verdict: failure.verdict))
    }
    return progress
  }

  /// What is known after some tries.
  struct Standing: Sendable, Equatable {
    var best: Int?
    var isBehind = false
    var isGrowing = false
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var tries: [Failure]
    var standing: Standing
  }

  @Test(arguments: [
    Case(testDescription: "nothing was tried", tries: [], standing: Standing()),
    Case(
      testDescription: "errors after failing tests", tries: [.compile(3), .tests(5), .compile(1)],
      standing: Standing(best: 2, isBehind: true)),
    Case(
      testDescription: "the newest of equals", tries: [.tests(2), .tests(2)],
      standing: Standing(best: 2)),
    Case(
      testDescription: "more each time", tries: [.compile(1), .compile(2), .compile(3)],
      standing: Standing(best: 1, isBehind: true, isGrowing: true)),
    Case(
      testDescription: "more, then as many", tries: [.compile(1), .compile(2), .compile(2)],
      standing: Standing(best: 1, isBehind: true)),
    Case(
      testDescription: "more, but a gate further", tries: [.compile(1), .compile(2), .tests(3)],
      standing: Standing(best: 3)),
  ]) func knowsTheBestAndGrowth(_ example: Case) {
    let progress = progress(example.tries)
    #expect(
      Standing(
        best: progress.best?.iteration, isBehind: progress.isBehind, isGrowing: progress.isGrowing)
        == example.standing)
  }

  @Test func goesBackOnce() {
    var progress = progress([.tests(1), .compile(2)])
    #expect(progress.goBack()?.iteration == 1)
    #expect(!progress.isBehind)
    #expect(progress.text.hasSuffix("again as after 1. Try another way."))
    #expect(progress.goBack() == nil)
  }

  @Test func tellsWhatWasTried() {
    #expect(progress([.compile(1)]).text == "")
    #expect(
      progress([.compile(2), .tests(1), .compile(2)]).text == """
        Tried so far, by iteration:
        - 1, Sources/AppCore/A.swift: compile failed with 2 problems: error 0
        - 2, Sources/AppCore/A.swift: tests failed: wrong 0
        The result now is the same as after 1: what was changed since is not the cause. Look for another one.
        """)
    #expect(progress([.compile(1), .compile(4)]).text.hasSuffix("Undo what it broke."))
  }

  /// However long a session was.
  @Test func isBounded() {
    let progress = progress((1...200).map { Failure.compile($0) })
    #expect(progress.text.split(separator: "\n").count == 7)
  }
}
