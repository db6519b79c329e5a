import Events
import Testing
import Workspace

@testable import Toolchain

@Suite struct VerdictTextTests {
  private func tree(_ files: [String: String]) throws -> FileTree {
    var tree = FileTree()
    for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
    return tree
  }

  private func failed(_ gate: Gate, _ detail: String) -> [GateResult] {
    [GateResult(gate: gate, result: .failed, milliseconds: 1, detail: detail)]
  }

  @Test func compilerErrorsWithLinesAround() throws {
    let verdict = Verdict(
      outcome: .failed, gates: failed(.compile, "2 errors"),
      diagnostics: [
        Diagnostic(
          file: "Sources/App/main.swift", line: 2, column: 3, severity: .error,
          message: "cannot find 'x' in scope",
          notes: ["did you mean 'y'?", "in the expansion of this macro"]),
        Diagnostic(
          file: "Sources/App/main.swift", line: 4, column: 1, severity: .error,
          message: "cannot find 'x' in scope"),
        Diagnostic(
          file: "Sources/App/main.swift", line: 1, column: 1, severity: .warning,
          message: "unused"),
        Diagnostic(file: nil, line: nil, column: nil, severity: .error, message: "no place"),
      ])
    let text = VerdictText.repairText(
      verdict, tree: try tree(["Sources/App/main.swift": "one\n  x()\nthree\nx\n"]))
    #expect(
      text == """
        The build failed: 2 errors.

        Sources/App/main.swift:2:3: error: cannot find 'x' in scope
          note: did you mean 'y'?
            1 | one
          > 2 |   x()
            3 | three
          the same on:
          > 4 | x

        error: no place
        """)
  }

  @Test func atMostFivePerFileAndTwelveInAll() {
    let errors = (1...4).flatMap { (file: Int) in
      (1...7).map { (line: Int) in
        Diagnostic(
          file: "Sources/App/F\(file).swift", line: line, column: 1, severity: .error,
          message: "problem \(line)")
      }
    }
    let text = VerdictText.repairText(
      Verdict(outcome: .failed, gates: failed(.compile, ""), diagnostics: errors),
      tree: FileTree())
    #expect(text.components(of: "F1.swift:") == 5)
    #expect(text.components(of: "F2.swift:") == 5)
    #expect(text.components(of: "F3.swift:") == 2)
    #expect(text.components(of: "F4.swift:") == 0)
    #expect(text.hasSuffix("16 more errors not shown; these come first."))
  }

  @Test func testsWithValues() throws {
    let verdict = Verdict(
      outcome: .failed, gates: failed(.tests, "1 of 3 tests failed"),
      tests: TestSummary(
        passed: 2, failed: 1,
        failures: [
          TestFailure(
            test: "adds()", file: "Tests/AppTests/T.swift", line: 1,
            message: "Expectation failed: (f() → 1) == 2\nreally")
        ]))
    #expect(
      VerdictText.repairText(
        verdict, tree: try tree(["Tests/AppTests/T.swift": "#expect(f() == 2)\n"]))
          == """
          The test run failed: 1 of 3 tests failed.

          Test adds() failed at Tests/AppTests/T.swift:1:
            Expectation failed: (f() → 1) == 2
            really
            > 1 | #expect(f() == 2)
          """)
  }

  @Test func examplesWithWhatTheyRan() {
    let example = Example(
      name: "sums", before: [.init(arguments: ["add", "x y"], stdin: "3"), .init()],
      arguments: ["--by", "it's"], stdin: "1\n2", files: ["in.csv": "a,b"],
      expect: Example.Expectation())
    let verdict = Verdict(
      outcome: .failed, gates: failed(.examples, "1 of 1 example failed"),
      examples: ExampleSummary(
        failed: 1,
        failures: [
          ExampleFailure(example, mismatches: [Mismatch("exit code: expected 0, got 1")])
        ]))
    #expect(
      VerdictText.repairText(verdict, tree: FileTree()) == """
        The examples failed: 1 of 1 example failed.

        Example "sums" failed:
          before, run 1: arguments: add 'x y'
          with standard input:
            | 3
          before, run 2: arguments: none
          arguments: --by 'it'\\''s'
          standard input:
            | 1
            | 2
          file in.csv:
            | a,b
          exit code: expected 0, got 1
        """)
  }

  @Test func nothingToRepair() {
    #expect(
      VerdictText.repairText(Verdict(outcome: .passed), tree: FileTree()) == "")
  }

  @Test func longTextsLoseTheirMiddle() {
    #expect(VerdictText.cut("abcdefghij", to: 6) == "abcd\n… 4 characters left out …\nij")
    #expect(VerdictText.cut("abc", to: 6) == "abc")
  }
}

@Suite struct VerdictFingerprintTests {
  private func verdict(_ line: Int, _ message: String, milliseconds: Int = 1) -> Verdict {
    Verdict(
      outcome: .failed,
      gates: [GateResult(gate: .compile, result: .failed, milliseconds: milliseconds)],
      diagnostics: [
        Diagnostic(
          file: "Sources/App/main.swift", line: line, column: 1, severity: .error,
          message: message)
      ])
  }

  @Test func placesAndTimesDoNotCount() {
    #expect(
      verdict(1, "x at a.swift:3:4").fingerprint
        == verdict(9, "x at a.swift:7:1", milliseconds: 5).fingerprint)
  }

  @Test func messagesAndOutcomesCount() {
    let all = [
      verdict(1, "x"), verdict(1, "y"), Verdict(outcome: .passed), Verdict(outcome: .timedOut),
    ]
    #expect(Set(all.map(\.fingerprint)).count == 4)
  }

  @Test func orderDoesNotCount() {
    let errors = ["x", "z"].map {
      Diagnostic(file: nil, line: nil, column: nil, severity: .error, message: $0)
    }
    #expect(
      Verdict(outcome: .failed, diagnostics: errors).fingerprint
        == Verdict(outcome: .failed, diagnostics: errors.reversed()).fingerprint)
  }
}

extension String {
  fileprivate func components(of piece: String) -> Int { ranges(of: piece).count }
}
