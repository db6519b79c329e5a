import Testing
import Workspace

@testable import Events
@testable import Generation

struct ProgressTests {
  /// One try: the gate at which it failed, and with how many problems.
  struct Try: Sendable {
    var gate: Gate
    var problems: Int

    init(_ gate: Gate, _ problems: Int) {
      self.gate = gate
      self.problems = problems
    }

    var verdict: Verdict {
      let problems = (0..<problems).map { number -> Problem in
        gate == .compile
          ? .diagnostic(
            Diagnostic(
              file: "a", line: number, column: 1, severity: .error, message: "error \(number)"))
          : .test(
            TestFailure(test: "t\(number)", file: nil, line: nil, message: "wrong \(number)"))
      }
      return Verdict(gates: [
        GateResult(
          gate: gate, milliseconds: 1, report: GateReport(result: .failed, problems: problems))
      ])
    }
  }

  private func progress(_ tries: [Try]) -> Progress {
    var progress = Progress()
    for (index, each) in tries.enumerated() {
      progress.add(
        Progress.Attempt(
          iteration: index + 1, changed: ["Sources/AppCore/A.swift"],
          work: Work(tree: FileTree(), verdict: each.verdict)))
    }
    return progress
  }

  struct Case: Sendable {
    var tries: [Try]
    var best: Int
    /// The iteration to go back to; nil if the newest is the best.
    var wayBack: Int?
    var isGrowing = false
  }

  @Test(arguments: [
    Case(tries: [Try(.compile, 3), Try(.tests, 5), Try(.compile, 1)], best: 2, wayBack: 2),
    Case(tries: [Try(.tests, 2), Try(.tests, 2)], best: 2),
    Case(
      tries: [Try(.compile, 1), Try(.compile, 2), Try(.compile, 3)], best: 1, wayBack: 1,
      isGrowing: true),
    Case(tries: [Try(.compile, 1), Try(.compile, 2), Try(.compile, 2)], best: 1, wayBack: 1),
    Case(tries: [Try(.compile, 1), Try(.compile, 2), Try(.tests, 3)], best: 3),
  ]) func knowsTheBestAndGrowth(_ example: Case) {
    let progress = progress(example.tries)
    #expect(progress.best?.iteration == example.best)
    #expect(progress.wayBack?.iteration == example.wayBack)
    #expect(progress.isGrowing == example.isGrowing)
  }

  @Test func goesBackOnce() throws {
    var progress = progress([Try(.tests, 1), Try(.compile, 2)])
    progress.goBack(to: try #require(progress.wayBack))
    #expect(progress.hasJustGoneBack)
    #expect(try progress.text(LoopHome.texts()).hasSuffix("again as after 1. Try another way."))
    progress.add(
      Progress.Attempt(
        iteration: 4, changed: [], work: Work(tree: FileTree(), verdict: Try(.compile, 9).verdict)))
    #expect(!progress.hasJustGoneBack)
    #expect(progress.wayBack == nil)
  }

  @Test func tellsWhatWasTried() throws {
    let texts = try LoopHome.texts()
    #expect(try progress([Try(.compile, 1)]).text(texts) == "")
    #expect(
      try progress([Try(.compile, 2), Try(.tests, 1), Try(.compile, 2)]).text(texts) == """
        Tried so far, by iteration:
        - 1, Sources/AppCore/A.swift: compile failed with 2 problems: error 0
        - 2, Sources/AppCore/A.swift: tests failed: wrong 0
        The result now is the same as after 1: what was changed since did not help. Look for another cause; a test that is wrong in itself can be disputed.
        """)
    #expect(
      try progress([Try(.compile, 1), Try(.compile, 4)]).text(texts).hasSuffix(
        "Undo what it broke."))
  }

  /// However long a session was.
  @Test func isBounded() throws {
    let progress = progress((1...200).map { Try(.compile, $0) })
    #expect(try progress.text(LoopHome.texts()).split(separator: "\n").count == 7)
  }
}
