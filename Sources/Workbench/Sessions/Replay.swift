import Foundation
import History
import LLM
import WispCore
import Workspace

/// The parts of a recorded session, put together to run it again.
enum Replay {
  /// The model that answers as the recording has it.
  ///
  /// No server is asked, whatever the recording says.
  ///
  /// - Throws: `UsageError` or `ModelError` if the recording does not say which API its answers came over.
  static func model(of recording: RecordedSession) throws -> ReplayModel {
    let player = ExchangePlayer()
    guard recording.calls.contains(where: { !$0.exchanges.isEmpty }) else {
      return ReplayModel(recording, reader: nil, player: player)
    }
    let name = recording.start.model
    guard let address = recording.start.address else {
      throw UsageError("The recording does not say at which address \(printable(name)) answered.")
    }
    var remote = try ModelSelection.replayed(name, at: address)
    remote.settings.line = .played(player)
    var policy = RetryPolicy()
    policy.firstWait = 0
    return ReplayModel(recording, reader: remote.model(retrying: policy), player: player)
  }

  /// The recorded request with limits that a slower machine can keep; budgets do not hold, for nothing is
  /// spent.
  static func request(of recording: RecordedSession) -> Request {
    var request = recording.start.request
    request.limits = Limits(rounds: min(max(request.limits.rounds, 1), 100), seconds: 3_600)
    return request
  }

  static func session(
    of recording: RecordedSession, request: Request, tree: FileTree
  ) throws -> Session {
    let start = recording.start
    return Session(
      request: request, tree: tree,
      manifest: start.hasManifest ? try Contract.manifest(in: tree) : nil,
      isFrozen: start.isFrozen, acceptedTests: start.isFrozen ? Contract.tests(of: tree) : [],
      iteration: start.iteration)
  }

  /// What came of it, beside what was recorded.
  struct Report: Encodable {
    var version = 1
    var event = "replay.finished"
    /// Whether the same tree came of it, by the same iterations.
    var same: Bool
    /// The git tree id.
    var tree: String
    var files: Int
    var calls: Int
    var verdict: String
    var verified: Bool
    /// What the program now does otherwise than when this was recorded, short of another tree.
    var drift: [String]
    /// The first difference; nil where there is none.
    var difference: String?

    enum CodingKeys: String, CodingKey {
      case version = "v"
      case event, same, tree, files, calls, verdict, verified, drift, difference
    }

    init(
      _ recording: RecordedSession, _ outcome: Outcome, _ model: ReplayModel, changedStarter: Bool,
      commits: [StampedEvent]
    ) throws {
      tree = try AppHistory.treeID(of: outcome.session.tree)
      files = outcome.session.tree.files.count
      calls = model.answered
      verdict = outcome.finished.verdict
      verified = outcome.finished.verified
      drift =
        (changedStarter ? ["the starter of the template \(recording.start.template)"] : [])
        + model.drift.map(\.description)
      difference = try Self.difference(recording, outcome, commits: commits)
      same = difference == nil
    }

    private static func difference(
      _ recording: RecordedSession, _ outcome: Outcome, commits: [StampedEvent]
    ) throws -> String? {
      guard let end = recording.end else {
        return
          "the recording breaks off before the end of its session: there is nothing to compare with"
      }
      let then = iterations(recording.events)
      let now = iterations(commits)
      if let index = zip(then, now).enumerated().first(where: { $0.element.0 != $0.element.1 })?
        .offset
      {
        return "iteration \(index + 1): recorded “\(then[index])”, now “\(now[index])”"
      }
      if then.count != now.count {
        return "recorded \(then.count) iterations, now \(now.count): \(outcome.finished.message)"
      }
      if let difference = TreeDifference(
        recorded: try end.tree.tree(), now: outcome.session.tree)
      {
        return difference.description
      }
      return end.verdict == outcome.finished.verdict
        ? nil : "recorded the verdict “\(end.verdict)”, now “\(outcome.finished.verdict)”"
    }

    /// Kind and verdict of each iteration.
    private static func iterations(_ events: [StampedEvent]) -> [String] {
      events.compactMap { stamped in
        guard case .commitCreated(let commit) = stamped.event else { return nil }
        return "\(commit.kind), \(commit.verdict)"
      }
    }

    var message: String {
      if let difference { return "not the same: \(difference)" }
      return "the same tree, byte for byte: \(files) files, tree \(tree.prefix(7)), "
        + "\(calls) answer\(calls == 1 ? "" : "s") of the model, "
        + (verified ? "verified" : "not verified, as recorded")
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(version, forKey: .version)
      try container.encode(event, forKey: .event)
      try container.encode(same, forKey: .same)
      try container.encode(tree, forKey: .tree)
      try container.encode(files, forKey: .files)
      try container.encode(calls, forKey: .calls)
      try container.encode(verdict, forKey: .verdict)
      try container.encode(verified, forKey: .verified)
      try container.encode(drift, forKey: .drift)
      try container.encode(difference, forKey: .difference)
    }
  }
}
