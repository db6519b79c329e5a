import Events
import Foundation
import Testing
import Workspace

/// Verdicts as they are kept with an app's iterations.
@Suite struct VerdictCodingTests {
  private static let error = Diagnostic(
    file: "Sources/App/main.swift", line: 1, column: 2, severity: .error, message: "no",
    notes: ["note"])
  private static let failure = TestFailure(test: "t()", file: "T.swift", line: 3, message: "1 == 2")
  private static let mismatch = ExampleFailure(
    example: "loud", mismatches: [Mismatch("exit code differs")])

  @Test func isKeptWhole() throws {
    let verdict = Verdict(
      gates: [
        GateResult(
          gate: .compile, milliseconds: 5,
          report: GateReport(result: .passed, detail: "1 warning", diagnostics: [Self.error])),
        GateResult(
          gate: .tests, milliseconds: 6,
          report: GateReport(
            result: .failed, notes: ["n"],
            tests: TestSummary(passed: 2, failed: 1, failures: [Self.failure]),
            weakTests: ["T.swift"])),
        GateResult(
          gate: .proof, milliseconds: 7,
          report: GateReport(result: .failed, problems: [.example(Self.mismatch)])),
      ], proof: Proof(vacuous: ["loud"], constant: ["a"], isConstancyHeld: true))
    let data = try JSONEncoder().encode(verdict)
    #expect(try JSONDecoder().decode(Verdict.self, from: data) == verdict)
  }

  /// As wisp 0.1.0 wrote them: each problem comes to the gate that had found it.
  @Test func isReadFromBefore() throws {
    let text = """
      {"outcome":"failed","gates":[
        {"name":"syntax","result":"passed","ms":1,"detail":""},
        {"name":"compile","result":"passed","ms":2,"detail":"1 warning"},
        {"name":"tests","result":"failed","ms":3,"detail":"1 of 3 tests failed"},
        {"name":"examples","result":"skipped","ms":0,"detail":""}],
       "diagnostics":[{"file":"a.swift","line":1,"column":1,"severity":"warning","message":"w","notes":[]}],
       "tests":{"passed":2,"failed":1,"failures":[{"test":"t()","file":"T.swift","line":3,"message":"1 == 2"}]},
       "examples":{"passed":0,"failed":0,"failures":[]}}
      """
    let verdict = try JSONDecoder().decode(Verdict.self, from: Data(text.utf8))
    let warning = Diagnostic(file: "a.swift", line: 1, column: 1, severity: .warning, message: "w")
    #expect(
      verdict
        == Verdict(gates: [
          GateResult(gate: .syntax, result: .passed, milliseconds: 1),
          GateResult(
            gate: .compile, milliseconds: 2,
            report: GateReport(result: .passed, detail: "1 warning", diagnostics: [warning])),
          GateResult(
            gate: .tests, milliseconds: 3,
            report: GateReport(
              result: .failed, detail: "1 of 3 tests failed",
              tests: TestSummary(passed: 2, failed: 1, failures: [Self.failure]))),
          GateResult(gate: .examples, result: .skipped, milliseconds: 0),
        ]))
  }
}
