/// One gate, how it went and how long it took.
package struct GateResult: Sendable, Equatable {
  package let gate: Gate
  package let milliseconds: Int
  package var report: GateReport

  package init(gate: Gate, milliseconds: Int, report: GateReport) {
    self.gate = gate
    self.milliseconds = milliseconds
    self.report = report
  }

  package init(
    gate: Gate, result: GateReport.Result, milliseconds: Int, detail: String = "",
    notes: [String]? = nil
  ) {
    self.init(
      gate: gate, milliseconds: milliseconds,
      report: GateReport(result: result, detail: detail, notes: notes))
  }

  package var result: GateReport.Result { report.result }
  package var detail: String { report.detail }
  package var notes: [String]? { report.notes }
  package var isPassed: Bool { result == .passed }
  package var isFailed: Bool { result == .failed || result == .timedOut }
}
