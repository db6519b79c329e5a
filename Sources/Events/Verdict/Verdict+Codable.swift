/// A verdict as it is kept with an app's iteration, whole: each gate with its problems, and all of them together once
/// more, as `show --json` and the journals of before have them.
extension Verdict: Codable {
  private enum CodingKeys: String, CodingKey {
    case outcome, gates, proof, diagnostics, tests, examples
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let outcome = try fields.decode(Outcome.self, forKey: .outcome)
    let gates = try fields.decode([GateResult].self, forKey: .gates)
    let proof = try fields.decodeIfPresent(Proof.self, forKey: .proof)
    if gates.contains(where: { !$0.report.problems.isEmpty || $0.report.counts != .init() }) {
      self.init(outcome: outcome, gates: gates, proof: proof)
      return
    }
    // Kept before each gate had its own problems.
    self.init(
      outcome: outcome,
      gates: gates,
      diagnostics: try fields.decodeIfPresent([Diagnostic].self, forKey: .diagnostics) ?? [],
      tests: try fields.decodeIfPresent(TestSummary.self, forKey: .tests) ?? TestSummary(),
      examples: try fields.decodeIfPresent(ExampleSummary.self, forKey: .examples)
        ?? ExampleSummary(),
      proof: proof)
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(outcome, forKey: .outcome)
    try fields.encode(gates, forKey: .gates)
    try fields.encodeIfPresent(proof, forKey: .proof)
    try fields.encode(diagnostics, forKey: .diagnostics)
    try fields.encode(tests, forKey: .tests)
    try fields.encode(examples, forKey: .examples)
  }
}

extension GateResult: Codable {
  private enum CodingKeys: String, CodingKey {
    case gate = "name"
    case result
    case milliseconds = "ms"
    case detail, notes, problems, counts
    case weakTests = "weak_tests"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      gate: try fields.decode(Gate.self, forKey: .gate),
      milliseconds: try fields.decode(Int.self, forKey: .milliseconds),
      report: GateReport(
        result: try fields.decode(GateReport.Result.self, forKey: .result),
        detail: try fields.decode(String.self, forKey: .detail),
        notes: try fields.decodeIfPresent([String].self, forKey: .notes),
        problems: try fields.decodeIfPresent([Problem].self, forKey: .problems) ?? [],
        counts: try fields.decodeIfPresent(GateReport.Counts.self, forKey: .counts)
          ?? GateReport.Counts(),
        weakTests: try fields.decodeIfPresent(Set<String>.self, forKey: .weakTests) ?? []))
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(gate, forKey: .gate)
    try fields.encode(result, forKey: .result)
    try fields.encode(milliseconds, forKey: .milliseconds)
    try fields.encode(detail, forKey: .detail)
    try fields.encodeIfPresent(notes, forKey: .notes)
    try fields.encode(report.problems, forKey: .problems)
    try fields.encode(report.counts, forKey: .counts)
    try fields.encode(report.weakTests.sorted(), forKey: .weakTests)
  }
}

extension Problem: Codable {
  private enum CodingKeys: CodingKey {
    case diagnostic, test, example
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if let diagnostic = try fields.decodeIfPresent(Diagnostic.self, forKey: .diagnostic) {
      self = .diagnostic(diagnostic)
    } else if let failure = try fields.decodeIfPresent(TestFailure.self, forKey: .test) {
      self = .test(failure)
    } else {
      self = .example(try fields.decode(ExampleFailure.self, forKey: .example))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .diagnostic(let diagnostic): try fields.encode(diagnostic, forKey: .diagnostic)
    case .test(let failure): try fields.encode(failure, forKey: .test)
    case .example(let failure): try fields.encode(failure, forKey: .example)
    }
  }
}
