import Events
import Workspace

extension Verdict {
  /// How far a check came: the gate that failed, the module that did not compile, then the fewer problems the better.
  ///
  /// App and the tests are compiled only once AppCore is.
  struct Rank: Comparable {
    var gate: Int
    var module: Int
    var faults: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.gate, left.module, -left.faults) < (right.gate, right.module, -right.faults)
    }
  }

  var rank: Rank {
    let gate = failedGate.flatMap { Gate.allCases.firstIndex(of: $0.gate) } ?? Gate.allCases.count
    let isCore = diagnostics.contains {
      $0.severity == .error && $0.file?.hasPrefix(AppLayout.core) == true
    }
    return Rank(gate: gate, module: isCore ? 0 : 1, faults: faults)
  }

  /// Whether it is nearer to passing than another.
  func isNearer(than other: Verdict) -> Bool { rank > other.rank }

  /// Errors, failed tests and failed examples.
  var faults: Int { gates.reduce(0) { $0 + $1.report.faults } }

  /// How it ended, in a few words, with the first problem.
  var summary: String {
    guard let gate = failedGate else { return "passed" }
    let first = gate.report.problems.first(where: \.isFault)?.message ?? gate.detail
    let line = first.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return "\(gate.gate.rawValue) \(gate.result == .timedOut ? "timed out" : "failed")"
      + (faults > 1 ? " with \(faults) problems" : "")
      + (line.isEmpty ? "" : ": \(line.prefix(160))")
  }
}
