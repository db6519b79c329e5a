import Events
import Testing
import Workspace

@testable import Toolchain

@Suite struct FailureTextTests {
  private func text(_ failures: CheckFailures, more: String? = "more") -> String {
    FailureText(more: more).lines(of: failures).map(\.text).joined(separator: "\n")
  }

  private func example(
    _ expectation: TextExpectation, printed: String, name: String = "sums", stdin: String = "1\n2"
  ) throws -> CheckFailures {
    let example = Example(
      name: name, arguments: ["--by", "a b"], stdin: stdin,
      expect: Example.Expectation(stdout: expectation))
    return CheckFailures(examples: [
      ExampleFailure(
        example, mismatches: [try #require(expectation.mismatch(in: printed, of: "stdout"))])
    ])
  }

  @Test(arguments: [
    (
      TextExpectation(lines: ["city  sum", "Oslo  3", "Rome  4"]), "city  sum\nOslo 3\nRome  4\n",
      [
        "  stdout differs in line 2 (- expected, + came out)", "    city  sum", "  - Oslo  3",
        "  + Oslo 3", "    Rome  4",
      ]
    ),
    (
      TextExpectation(equals: "a\nb"), "a\nb \t\nc",
      ["  stdout differs (- expected, + came out)", "    a", "  - b", "  + b ⇥", "  + c"]
    ),
    (
      TextExpectation(equals: "b"), "b  ",
      ["  stdout differs (- expected, + came out)", "  - b", "  + b··"]
    ),
    (
      TextExpectation(equals: "é"), "e\u{301}",
      ["  stdout differs (- expected, + came out)", "  - é", "  + e\u{301}"]
    ),
    (
      TextExpectation(contains: ["x"]), "",
      ["  stdout does not contain what it must (- expected, + came out)", "  - x", "  + (nothing)"]
    ),
    (
      TextExpectation(equals: ""), "a\u{1B}[2J",
      ["  stdout differs (- expected, + came out)", "  - (nothing)", "  + a\\u{1B}[2J"]
    ),
    (
      TextExpectation(matches: "^x$"), "y\nz",
      ["  stdout does not match (- expected, + came out)", "  - /^x$/", "  + y", "  + z"]
    ),
    (
      TextExpectation(lacks: ["b"]), "ab",
      ["  stdout contains what it must not", "    forbidden: \"b\"", "    actual:    \"ab\""]
    ),
  ])
  func anExampleAsADifference(
    _ expectation: TextExpectation, _ printed: String, _ lines: [String]
  ) throws {
    let head = ["example sums", "  given: --by 'a b' < 1⏎2"]
    #expect(
      try text(example(expectation, printed: printed))
        == (head + lines).joined(separator: "\n"))
  }

  @Test func linesAreLimitedAndAllAreShownOnRequest() throws {
    let wanted = (1...30).map { "line \($0)" }
    let failures = try example(
      TextExpectation(lines: wanted), printed: "line 1\nother\nline 30\n")
    #expect(
      text(failures) == """
        example sums
          given: --by 'a b' < 1⏎2
          stdout differs in line 2 (- expected, + came out)
            line 1
          - line 2
          - line 3
          - line 4
          - line 5
          … 24 more lines: more
          + other
            line 30
        """)
    let all = text(failures, more: nil).split(separator: "\n")
    #expect(all.filter { $0.hasPrefix("  - ") }.count == 28)
    #expect(
      all.prefix(5).joined(separator: "\n") == """
        example sums
          arguments: --by 'a b'
          standard input:
          | 1
          | 2
        """)
  }

  @Test func failuresAreLimited() {
    let tests = (1...5).map { (number: Int) in
      TestFailure(test: "t\(number)()", file: "T.swift", line: number, message: "wrong\nreally")
    }
    #expect(
      text(CheckFailures(tests: tests)) == """
        test t1()  T.swift:1
          wrong
          really
        test t2()  T.swift:2
          wrong
          really
        test t3()  T.swift:3
          wrong
          really
          … 2 more failures: more
        """)
    #expect(text(CheckFailures(tests: tests), more: nil).split(separator: "\n").count == 15)
    let long = TestFailure(
      test: "t()", file: nil, line: nil,
      message: Array(repeating: "x", count: 40).joined(separator: "\n"))
    let lines = text(CheckFailures(tests: [long])).split(separator: "\n")
    #expect(lines.count == 12)
    #expect(lines.first == "test t()" && lines.last == "  … 30 more lines: more")
  }

  @Test func whatIsKeptIsBounded() throws {
    let huge = String(repeating: "x", count: 100_000)
    let failures = try example(
      TextExpectation(equals: huge),
      printed: Array(repeating: "y", count: 100_000).joined(separator: "\n"),
      name: huge, stdin: huge)
    let kept = CheckFailures(
      tests: Array(
        repeating: TestFailure(test: huge, file: huge, line: 1, message: huge), count: 50),
      examples: Array(repeating: failures.examples[0], count: 50))
    #expect(kept.tests.count == 20 && kept.examples.count == 20)
    let one = try #require(kept.examples.first)
    let difference = try #require(one.mismatches.first?.difference)
    #expect(difference.actual.count == 100 && difference.leftOut.actual == 99_900)
    #expect(difference.expected == [String(repeating: "x", count: 400) + "…"])
    #expect(one.example.count < 4_100 && (one.given?.stdin.count ?? 0) < 4_100)
    #expect(kept.tests.allSatisfy { $0.message.count < 4_100 && $0.test.count < 4_100 })
  }

  @Test func aVerdictBeginsWithItsGate() {
    let verdict = Verdict(
      outcome: .failed,
      gates: [
        GateResult(gate: .syntax, result: .passed, milliseconds: 1),
        GateResult(gate: .compile, result: .failed, milliseconds: 1, detail: "2 errors\nlast"),
      ],
      diagnostics: [
        Diagnostic(
          file: "A.swift", line: 3, column: 1, severity: .error, message: "no such\nthing"),
        Diagnostic(file: nil, line: nil, column: nil, severity: .warning, message: "hm"),
      ])
    #expect(
      FailureText(more: nil).lines(of: verdict).map(\.text) == [
        "compile failed: 2 errors", "  last", "  A.swift:3 no such", "    thing",
      ])
  }
}
