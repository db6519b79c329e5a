import Testing
import Toolchain
import Workspace

@testable import WispCore

struct ProgressTests {
  /// A verdict that failed at a gate with so many problems.
  private func verdict(_ gate: Gate, _ problems: Int) -> Verdict {
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

  private func progress(_ tries: [(Gate, Int)]) -> Progress {
    var progress = Progress()
    for (index, (gate, problems)) in tries.enumerated() {
      progress.add(
        Progress.Attempt(
          iteration: index + 1, changed: ["Sources/AppCore/A.swift"], tree: FileTree(),
          verdict: verdict(gate, problems)))
    }
    return progress
  }

  @Test(arguments: [
    ([(Gate.compile, 3), (.tests, 5), (.compile, 1)], 2, true, false),
    ([(.tests, 2), (.tests, 2)], 2, false, false),
    ([(.compile, 1), (.compile, 2), (.compile, 3)], 1, true, true),
    ([(.compile, 1), (.compile, 2), (.compile, 2)], 1, true, false),
    ([(.compile, 1), (.compile, 2), (.tests, 3)], 3, false, false),
  ]) func knowsTheBestAndGrowth(
    tries: [(Gate, Int)], best: Int, isBehind: Bool, isGrowing: Bool
  ) {
    let progress = progress(tries)
    #expect(progress.best?.iteration == best)
    #expect(progress.isBehind == isBehind)
    #expect(progress.isGrowing == isGrowing)
  }

  @Test func goesBackOnce() {
    var progress = progress([(.tests, 1), (.compile, 2)])
    #expect(progress.goBack()?.iteration == 1)
    #expect(!progress.isBehind)
    #expect(progress.text.hasSuffix("again as after 1. Try another way."))
    #expect(progress.goBack() == nil)
  }

  @Test func tellsWhatWasTried() {
    #expect(progress([(.compile, 1)]).text == "")
    #expect(
      progress([(.compile, 2), (.tests, 1), (.compile, 2)]).text == """
        Tried so far, by iteration:
        - 1, Sources/AppCore/A.swift: compile failed with 2 problems: error 0
        - 2, Sources/AppCore/A.swift: tests failed: wrong 0
        The result now is the same as after 1: what was changed since is not the cause. Look for another one.
        """)
    #expect(progress([(.compile, 1), (.compile, 4)]).text.hasSuffix("Undo what it broke."))
  }

  /// However long a session was.
  @Test func isBounded() {
    let progress = progress((1...200).map { (Gate.compile, $0) })
    #expect(progress.text.split(separator: "\n").count == 7)
  }
}
