/// What checking a tree came to: a value, never a thrown error, and never edited afterwards.
package struct Verdict: Sendable, Equatable {
  package enum Outcome: String, Codable, Sendable {
    case passed
    case failed
    case timedOut = "timed_out"
  }

  package let outcome: Outcome
  /// How each gate went, in their order.
  package let gates: [GateResult]
  /// What the examples prove; nil if nobody asked, or it was not found out.
  package let proof: Proof?

  /// The verdict that follows from the gates.
  package init(gates: [GateResult], proof: Proof? = nil) {
    let results = gates.map(\.result)
    outcome =
      results.contains(.failed) ? .failed : results.contains(.timedOut) ? .timedOut : .passed
    self.gates = gates
    self.proof = proof
  }

  /// A verdict from its parts, as they were kept once: each problem goes to the gate that finds its kind.
  package init(
    outcome: Outcome, gates: [GateResult] = [], diagnostics: [Diagnostic] = [],
    tests: TestSummary = TestSummary(), examples: ExampleSummary = ExampleSummary(),
    proof: Proof? = nil
  ) {
    var gates = gates
    func add(_ report: GateReport, to gate: Gate) {
      guard !report.problems.isEmpty || report.counts != .init() else { return }
      if let index = gates.firstIndex(where: { $0.gate == gate }) {
        gates[index].report.problems += report.problems
        gates[index].report.counts = report.counts
      } else {
        gates.append(GateResult(gate: gate, milliseconds: 0, report: report))
      }
    }
    let build = gates.first { [.syntax, .compile].contains($0.gate) && !$0.isPassed }
    add(GateReport(result: .failed, diagnostics: diagnostics), to: build?.gate ?? .compile)
    add(GateReport(result: tests.failed > 0 ? .failed : .passed, tests: tests), to: .tests)
    add(
      GateReport(result: examples.failed > 0 ? .failed : .passed, examples: examples),
      to: .examples)
    self.outcome = outcome
    self.gates = gates
    self.proof = proof
  }

  /// Whether a gate was run and passed.
  package func passed(_ gate: Gate) -> Bool {
    gates.contains { $0.gate == gate && $0.result == .passed }
  }

  /// The gate that the check ended with; nil if all passed.
  package var failedGate: GateResult? { gates.first { $0.isFailed } }
}

/// What the gates have found, all together.
extension Verdict {
  /// Everything, gate by gate.
  package var problems: [Problem] { gates.flatMap(\.report.problems) }

  /// The compiler's, root errors first, duplicates folded.
  package var diagnostics: [Diagnostic] { problems.compactMap(\.diagnostic) }

  /// The tests that ran.
  package var tests: TestSummary {
    let counts = counts(of: .tests)
    return TestSummary(
      passed: counts.passed, failed: counts.failed, failures: problems.compactMap(\.test))
  }

  /// The examples that were run, and what they do not prove.
  package var examples: ExampleSummary {
    let counts = counts(of: .examples)
    let failures = problems.compactMap(\.example)
    return ExampleSummary(
      passed: counts.passed, failed: max(counts.failed, failures.count), failures: failures)
  }

  /// Files of tests that passed and show nothing, so that they must be changed.
  package var weakTests: Set<String> { Set(gates.flatMap(\.report.weakTests)) }

  private func counts(of gate: Gate) -> GateReport.Counts {
    gates.first { $0.gate == gate }?.report.counts ?? GateReport.Counts()
  }
}
