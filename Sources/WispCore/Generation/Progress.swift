package import Toolchain
package import Workspace

/// What was tried in a session and how each try ended.
package struct Progress: Sendable, Equatable {
  /// One checked change.
  package struct Attempt: Sendable, Equatable {
    /// The number of its commit.
    package var iteration: Int
    /// Files that it changed, for the model.
    package var changed: [String]
    package var tree: FileTree
    package var verdict: Verdict

    /// How far it came: the gate that failed, the module that did not compile, then the fewer problems the better.
    ///
    /// App and the tests are compiled only once AppCore is.
    var rank: (gate: Int, module: Int, problems: Int) {
      let failed = verdict.gates.first { $0.result == .failed || $0.result == .timedOut }
      let gate = failed.flatMap { Gate.allCases.firstIndex(of: $0.gate) } ?? Gate.allCases.count
      let isCore = verdict.diagnostics.contains {
        $0.severity == .error && $0.file?.hasPrefix("Sources/AppCore/") == true
      }
      return (gate, isCore ? 0 : 1, -verdict.problems)
    }

    /// One line: "2, Sources/AppCore/A.swift: compile failed with 3 errors, first: …".
    var summary: String {
      let files = changed.prefix(4).joined(separator: ", ")
      let more = changed.count > 4 ? " and \(changed.count - 4) more" : ""
      return "\(iteration), \(files)\(more): \(verdict.summary)"
    }
  }

  package private(set) var attempts: [Attempt] = []
  /// Whether the best attempt was gone back to once.
  package var hasGoneBack = false

  package init() {}

  package mutating func add(_ attempt: Attempt) { attempts.append(attempt) }

  /// From here on growth is counted anew.
  package mutating func beginAnew() { counted = attempts.count }

  /// Attempts before the one that growth is counted from.
  private var counted = 0

  /// The attempt that came furthest, the newest of equals.
  package var best: Attempt? {
    attempts.max { $0.rank < $1.rank || ($0.rank == $1.rank && $0.iteration < $1.iteration) }
  }

  /// Whether the newest attempt is worse than the best.
  package var isBehind: Bool {
    guard let best, let last = attempts.last else { return false }
    return last.rank < best.rank
  }

  /// Whether each of the last three attempts left more problems at the same gate than the one before.
  package var isGrowing: Bool {
    let ranks = attempts.dropFirst(max(0, counted - 1)).suffix(3).map(\.rank)
    return ranks.count == 3 && Set(ranks.map(\.gate)).count == 1
      && ranks[0].problems > ranks[1].problems && ranks[1].problems > ranks[2].problems
  }

  /// Whether a verdict is nearer to passing than another.
  static func isNearer(_ verdict: Verdict, than other: Verdict) -> Bool {
    Attempt(iteration: 0, changed: [], tree: FileTree(), verdict: verdict).rank
      > Attempt(iteration: 0, changed: [], tree: FileTree(), verdict: other).rank
  }

  /// What the model is told of earlier attempts; empty where there was only one.
  ///
  /// Bounded: the last five, one line each.
  package var text: String {
    guard attempts.count > 1, let last = attempts.last else { return "" }
    var lines = ["Tried so far, by iteration:"]
    lines += attempts.dropLast().suffix(5).map { "- \($0.summary)" }
    if attempts.dropLast().contains(where: { $0.iteration == last.iteration }) {
      lines.append(
        "These led away, so the files are again as after \(last.iteration). Try another way.")
    } else if let same = attempts.dropLast().last(where: {
      $0.verdict.fingerprint == last.verdict.fingerprint
    }) {
      lines.append(
        "The result now is the same as after \(same.iteration): what was changed since is not the "
          + "cause. Look for another one.")
    } else if last.verdict.problems > (attempts.dropLast().last?.verdict.problems ?? 0),
      last.rank.gate == attempts.dropLast().last?.rank.gate
    {
      lines.append("The last change left more problems than there were. Undo what it broke.")
    }
    return lines.joined(separator: "\n")
  }

  /// Goes back to the best attempt: it is the newest from now on.
  package mutating func goBack() -> Attempt? {
    guard !hasGoneBack, isBehind, let best else { return nil }
    hasGoneBack = true
    attempts.append(best)
    return best
  }

  /// The cheapest thing that the user can do next, in one sentence.
  package var nextStep: String {
    guard let best else { return "Say it in other words, or name another model with --model." }
    switch best.verdict.gates.first(where: { $0.result == .failed })?.gate {
    case .examples:
      return "Only examples fail: look whether they are meant so (`wisp show`), and say with "
        + "`wisp tweak` what is right."
    case .tests:
      return
        "It builds, a test fails: `wisp resume` with a stronger --model, or `wisp tweak` with what "
        + "is right."
    default: return "Let a stronger model go on from here: `wisp resume --model provider/model`."
    }
  }
}

extension Verdict {
  /// Errors, failed tests and failed examples.
  var problems: Int {
    diagnostics.count { $0.severity == .error } + tests.failed + examples.failed
  }

  /// How it ended, in a few words, with the first problem.
  var summary: String {
    guard let gate = gates.first(where: { $0.result == .failed || $0.result == .timedOut }) else {
      return "passed"
    }
    let first =
      diagnostics.first { $0.severity == .error }?.message ?? tests.failures.first?.message
      ?? examples.failures.first?.mismatches.first?.message ?? gate.detail
    let line = first.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return "\(gate.gate.rawValue) \(gate.result == .timedOut ? "timed out" : "failed")"
      + (problems > 1 ? " with \(problems) problems" : "")
      + (line.isEmpty ? "" : ": \(line.prefix(160))")
  }
}
