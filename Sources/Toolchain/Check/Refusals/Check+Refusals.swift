import Events
import SwiftCode
import Workspace

/// What a model may not write, told as errors of the first gate.
extension Check {
  func refusals() -> GateReport {
    guard subject.isDistrusted else { return GateReport(result: .passed) }
    return DeepStack.run { refusalsOfCode }
  }

  private var refusalsOfCode: GateReport {
    let tests = parsed.files(in: AppLayout.tests)
    let accepted = Set(subject.acceptedTests.map(\.description))
    let frozen = tests.filter { accepted.contains($0.path) }.map(\.syntax)
    var found = ForbiddenCode(parsed.files(in: AppLayout.core), in: .core).refusals
    // A file that was accepted by an earlier version could not be mended any more.
    found += ForbiddenCode(tests, in: .tests).refusals.filter { !accepted.contains($0.path) }
    if !frozen.isEmpty {
      for (path, syntax) in tests where !accepted.contains(path) {
        found += AddedTests.refusals(in: syntax, besides: frozen).map { (path, $0) }
      }
    }
    guard !found.isEmpty else { return GateReport(result: .passed) }
    return GateReport(
      result: .failed, detail: "code that is not allowed here",
      diagnostics: found.map { path, refusal in
        Diagnostic(
          file: path, line: refusal.line, column: nil, severity: .error, message: refusal.message)
      })
  }
}
