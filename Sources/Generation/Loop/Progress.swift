package import Events
package import Templates
import Toolchain

/// What was tried in a session and how each try ended.
package struct Progress: Sendable, Equatable {
  /// One checked change.
  package struct Attempt: Sendable, Equatable {
    /// The number of its commit.
    package var iteration: Int
    /// Files that it changed, for the model.
    package var changed: [String]
    /// The app as it was then.
    package var work: Work

    package init(iteration: Int, changed: [String], work: Work) {
      self.iteration = iteration
      self.changed = changed
      self.work = work
    }

    var verdict: Verdict { work.verdict ?? Verdict(gates: []) }
    var rank: Verdict.Rank { verdict.rank }

    /// One line: "2, Sources/AppCore/A.swift: compile failed with 3 errors, first: …".
    var summary: String {
      let files = changed.prefix(4).joined(separator: ", ")
      let more = changed.count > 4 ? " and \(changed.count - 4) more" : ""
      return "\(iteration), \(files)\(more): \(verdict.summary)"
    }
  }

  package private(set) var attempts: [Attempt] = []
  /// Fingerprints of the verdicts since the last new beginning, oldest first.
  package var fingerprints: [String] = []
  /// Attempts before the one that growth is counted from.
  private var counted = 0
  /// How many attempts there were after going back; nil if that was not done.
  private var wentBackAt: Int?

  /// Verdicts in a row that may be the same before the session gives up.
  package static let repeatLimit = 3

  package init() {}

  package mutating func add(_ attempt: Attempt) {
    attempts.append(attempt)
    fingerprints.append(attempt.verdict.fingerprint)
  }

  /// From here on growth is counted anew, and the same verdict once more is one too many.
  package mutating func beginAnew(with verdict: Verdict?) {
    counted = attempts.count
    fingerprints =
      verdict.map { Array(repeating: $0.fingerprint, count: Self.repeatLimit - 1) } ?? []
  }

  /// Goes back to an attempt: it is the newest from now on.
  package mutating func goBack(to attempt: Attempt) {
    attempts.append(attempt)
    wentBackAt = attempts.count
    fingerprints = []
  }

  /// The attempt that came furthest, the newest of equals.
  package var best: Attempt? {
    attempts.max { $0.rank < $1.rank || ($0.rank == $1.rank && $0.iteration < $1.iteration) }
  }

  /// The attempt to go back to: the best, unless the newest is as good, or that was done before.
  package var wayBack: Attempt? {
    guard wentBackAt == nil, let best, let last = attempts.last, last.rank < best.rank else {
      return nil
    }
    return best
  }

  /// Whether nothing was tried since going back.
  package var hasJustGoneBack: Bool { wentBackAt == attempts.count }

  /// Whether going on like this leads nowhere.
  package var isOver: Bool { isStuck || isGrowing }

  /// Whether the newest verdicts repeat: the same one three times, or a circle of two gone round twice.
  package var isStuck: Bool {
    let last = fingerprints.suffix(Self.repeatLimit)
    if last.count == Self.repeatLimit, Set(last).count == 1 { return true }
    let circle = Array(fingerprints.suffix(4))
    return circle.count == 4 && circle[0] == circle[2] && circle[1] == circle[3]
  }

  /// Whether each of the last three attempts left more problems at the same gate than the one before.
  package var isGrowing: Bool {
    let ranks = attempts.dropFirst(max(0, counted - 1)).suffix(3).map(\.rank)
    return ranks.count == 3 && Set(ranks.map(\.gate)).count == 1
      && ranks[0].faults < ranks[1].faults && ranks[1].faults < ranks[2].faults
  }

  /// What the model is told of earlier attempts; empty where there was only one.
  ///
  /// Bounded: the last five, one line each.
  package func text(_ texts: PromptTexts) throws -> String {
    guard attempts.count > 1, let last = attempts.last else { return "" }
    let lines = attempts.dropLast().suffix(5).map { "- \($0.summary)" }
    let tried = try texts.say(.attempts, ["attempts": lines.joined(separator: "\n")])
    return try advice(after: last, texts).map { "\(tried)\n\($0)" } ?? tried
  }

  /// What the attempts before the last say of it; nil if they say nothing.
  private func advice(after last: Attempt, _ texts: PromptTexts) throws -> String? {
    let earlier = attempts.dropLast()
    if earlier.contains(where: { $0.iteration == last.iteration }) {
      return try texts.say(.wentBack, ["iteration": "\(last.iteration)"])
    }
    if let same = earlier.last(where: { $0.verdict.fingerprint == last.verdict.fingerprint }) {
      return try texts.say(.same, ["iteration": "\(same.iteration)"])
    }
    guard let before = earlier.last, before.rank.gate == last.rank.gate,
      before.verdict.faults < last.verdict.faults
    else { return nil }
    return try texts.say(.worse)
  }

  /// The cheapest thing that the user can do next, in one sentence.
  package var nextStep: String {
    guard let best else { return "Say it in other words, or name another model with --model." }
    switch best.verdict.failedGate?.gate {
    case .examples, .proof:
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
