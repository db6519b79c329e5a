import Events
import Foundation
import Generation
import History
import Workspace

/// What came of it, beside what was recorded.
package struct ReplayReport: Encodable, Sendable {
  package var version = 1
  package var event = "replay.finished"
  /// Whether the same tree came of it, by the same iterations.
  package var same: Bool
  /// The git tree id.
  package var tree: String
  package var files: Int
  package var calls: Int
  package var verdict: String
  package var verified: Bool
  /// What the program now does otherwise than when this was recorded, short of another tree.
  package var drift: [String]
  /// The first difference; nil where there is none.
  package var difference: String?

  enum CodingKeys: String, CodingKey {
    case version = "v"
    case event, same, tree, files, calls, verdict, verified, drift, difference
  }

  init(
    _ recording: RecordedSession, _ outcome: Outcome, _ model: ReplayModel, changedStarter: Bool,
    commits: [StampedEvent]
  ) throws {
    tree = try AppHistory.treeID(of: outcome.session.work.tree)
    files = outcome.session.work.tree.files.count
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
      recorded: try end.tree.tree(), now: outcome.session.work.tree)
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

  /// One line on what came of it.
  package var message: String {
    if let difference { return "not the same: \(difference)" }
    return "the same tree, byte for byte: \(files) files, tree \(tree.prefix(7)), "
      + "\(calls) answer\(calls == 1 ? "" : "s") of the model, "
      + (verified ? "verified" : "not verified, as recorded")
  }

  package func encode(to encoder: any Encoder) throws {
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
