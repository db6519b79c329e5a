package import Events
import Workspace

extension Verdict {
  /// The same for two verdicts with the same problems, wherever in the files they are.
  ///
  /// Line numbers, addresses, times and the order do not count, values and messages do: a repair
  /// that only moves an error makes no progress, one that changes it may.
  package var fingerprint: String {
    var parts: Set<String> = []
    for gate in gates where gate.isFailed {
      parts.insert("gate \(gate.gate.rawValue) \(gate.result.rawValue)")
    }
    for problem in problems where problem.isFault {
      switch problem {
      case .diagnostic(let error):
        parts.insert("error \(error.file ?? "") \(Self.normalised(error.message))")
      case .test(let failure):
        parts.insert("test \(failure.test) \(Self.normalised(failure.message))")
      case .example(let failure):
        let mismatches = failure.mismatches.map(\.message).map(Self.normalised)
        parts.insert("example \(failure.example) \(mismatches.joined(separator: " "))")
      }
    }
    return StableHash.hex(of: [outcome.rawValue] + parts.sorted())
  }

  /// Without line and column numbers of places, without addresses and without what a program printed
  /// before it crashed.
  private static func normalised(_ message: String) -> String {
    let end = message.firstRange(of: CrashReport.lastLinesTitle)?.lowerBound
    return PlacelessText.of(message[..<(end ?? message.endIndex)])
  }
}
