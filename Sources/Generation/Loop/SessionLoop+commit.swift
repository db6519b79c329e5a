import Apps
import Events
import Foundation
import History
import Workspace

/// Row 8: the iteration recorded, failing ones too, with the exchange and, where earned, the seal.
extension SessionLoop {
  /// Records the tree as it is.
  ///
  /// If no `author` is given the model is; without a `subject` the kind says what was done.
  mutating func commit(
    _ kind: IterationKind, by author: String? = nil, subject: String? = nil
  ) throws {
    session.iteration += 1
    let work = session.work
    let exchange = session.talk.exchange
    let subject = subject ?? subjectLine(kind)
    let verdict = work.verdict?.outcome.rawValue ?? "none"
    let id = try parts.history.record(
      work.tree,
      IterationRecord(
        subject: subject, body: body, number: session.iteration, kind: kind,
        model: author ?? model.name, verdict: verdict, tokens: exchange.tokens,
        seconds: exchange.seconds),
      at: Date())
    try note(Self.text(of: exchange), on: id, .exchange)
    if let verdict = work.verdict, verdict.outcome != .passed {
      try note(Self.text(of: verdict.told), on: id, .check)
    }
    if session.isVerified {
      let seal = try Seal(
        tree: parts.history.treeID(at: id),
        contract: AppHistory.treeID(of: Contract.contractTree(of: work.tree)),
        toolchain: workshop.toolchain, confinement: parts.confinement())
      try note(seal.text(), on: id, .seal)
    }
    session.talk.recorded()
    events.emit(
      .commitCreated(
        CommitCreated(
          id: id, number: session.iteration, kind: kind.rawValue, verdict: verdict,
          subject: subject)))
  }

  private func note(_ text: String, on id: String, _ namespace: NoteNamespace) throws {
    try parts.history.addNote(text, to: id, namespace: namespace, at: Date())
  }

  private static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func subjectLine(_ kind: IterationKind) -> String {
    let manifest = session.work.manifest
    let name = manifest?.name ?? "the app"
    return switch kind {
    case .scaffold: "Lay out the \(manifest?.template ?? "") starter"
    case .write: "Write \(name): \(manifest?.summary ?? session.request.text)"
    case .repair: "Repair \(name)"
    case .tweak: "Change \(name): \(session.request.text)"
    case .undo: "Undo"
    }
  }

  private var body: String {
    let contract = session.talk.contractLines.map { "contract: \($0)" }
    guard let verdict = session.work.verdict else {
      return (["Not checked."] + contract).joined(separator: "\n")
    }
    let gates = verdict.gates.map { gate in
      "\(gate.gate.rawValue): \(gate.result.rawValue)"
        + (gate.detail.isEmpty ? "" : ", \(gate.detail.prefix { !$0.isNewline })")
    }
    return (gates + contract + (session.work.isFrozen ? [Contract.acceptedLine] : []))
      .joined(separator: "\n")
  }
}
