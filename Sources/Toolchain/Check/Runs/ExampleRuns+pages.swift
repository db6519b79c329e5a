import Behaviour
import Events
import Workspace

extension ExampleRuns {
  /// The same with what is wrong with the pages and pictures that the examples wrote: an example that wrote one that is
  /// not as it should be has failed.
  func lookingAtPages() -> ExampleRuns {
    let faulty = runs.compactMap { run -> ExampleFailure? in
      let mismatches = run.trace.pageFaults.map { Mismatch($0) }
      return mismatches.isEmpty ? nil : ExampleFailure(run.example, mismatches: mismatches)
    }
    guard !faulty.isEmpty else { return self }
    var failures = report.problems.compactMap(\.example)
    for failure in faulty {
      if let place = failures.firstIndex(where: { $0.example == failure.example }) {
        failures[place].mismatches += failure.mismatches
      } else {
        failures.append(failure)
      }
    }
    let count = report.counts.passed + report.counts.failed
    var found = self
    found.report = GateReport(
      result: report.result == .timedOut ? .timedOut : .failed,
      detail: "\(failures.count) of \(counted(count, "example")) failed",
      examples: ExampleSummary(
        passed: count - failures.count, failed: failures.count, failures: failures))
    return found
  }
}

extension Trace {
  /// "report.html: <section> is never closed", for each fault of each page that the run wrote.
  fileprivate var pageFaults: [String] {
    files.sorted { $0.key < $1.key }.filter { $0.value.isWhole }.flatMap { path, content in
      PageFaults.found(in: content.start, name: path).map { "\(path): \($0)" }
    }
  }
}
