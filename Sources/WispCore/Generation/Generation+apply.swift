import Files
import LLM
import Replies
import Workspace

extension Generation {
  /// Row 6: the reply applied in memory, accepted by the contract, then written at once.
  ///
  /// - Returns: False where the reply was rejected; nothing was written and the next request says why.
  func apply(
    _ answer: Answer, to session: inout Session, stage: Intent.Stage, exchange: inout Exchange
  ) async throws -> Bool {
    let isTweak = stage == .tweak
    let joined = exchange.kept.joined(with: answer.reply)
    switch try await applied(joined, session, isTweak: isTweak, isEmpty: answer.reply.edits.isEmpty)
    {
    case .failure(let rejection):
      session.rejections += 1
      session.said = answer.reply.edits.isEmpty ? SaidText.told(answer.text) : nil
      exchange.rejected = (answer.text, rejection.errors)
      exchange.kept.keep(
        joined, errors: rejection.errors, on: session.tree,
        policy: Contract.policy(for: session, isTweak: isTweak))
      session.wholeFiles.formUnion(Self.missedBlocks(rejection.errors))
      events.emit(
        .replyRejected(
          ReplyRejected(
            errors: rejection.errors, kept: exchange.kept.files.map(\.description),
            said: session.said)))
      return false
    case .success(let accepted):
      if !accepted.notes.isEmpty { events.emit(.replyNoted(ReplyNoted(notes: accepted.notes))) }
      exchange.rejected = nil
      exchange.kept = KeptEdits()
      session.rejections = 0
      session.said = nil
      events.emit(.filesChanged(FilesChanged(paths: accepted.changed.map(\.description))))
      try events.check()
      try accepted.tree.write(to: app.tree, replacing: session.tree)
      session.tree = accepted.tree
      // Package.swift is wisp's, not the model's.
      session.changed = accepted.changed.map(\.description).filter { $0 != "Package.swift" }
      // A contract that the user let change is accepted anew, by the same rules.
      if accepted.manifest != session.manifest { session.isFrozen = false }
      session.manifest = accepted.manifest
      if let settled = accepted.settled { take(settled, &session, accepted.changed) }
      return true
    }
  }

  private struct Accepted {
    var tree: FileTree
    var manifest: AppManifest
    var changed: [SafePath]
    var notes: [String]
    var settled: SettledContract?
  }

  private struct Rejection: Error {
    var errors: [ReplyError]
  }

  private func applied(
    _ reply: ParsedReply, _ session: Session, isTweak: Bool, isEmpty: Bool
  ) async throws -> Result<Accepted, Rejection> {
    var policy = Contract.policy(for: session, isTweak: isTweak)
    var outcome = session.tree.applying(reply, policy: policy)
    var isPermitted = isTweak
    if !outcome.errors.isEmpty, outcome.errors.allSatisfy({ isUsers($0) }) {
      policy = Contract.policy(for: session, isTweak: true)
      let wanted = session.tree.applying(reply, policy: policy)
      showChange(by: wanted.tree, session)
      if try await asker.permit(.frozen(outcome.errors)) {
        isPermitted = true
        outcome = wanted
      }
    }
    guard outcome.errors.isEmpty else { return .failure(Rejection(errors: outcome.errors)) }
    let strays = Contract.removeStrays(from: &outcome.tree, before: session.tree)
    guard !isEmpty, outcome.changed.contains(where: { !strays.contains($0) }) else {
      return .failure(Rejection(errors: [Self.nothing(isEmpty: isEmpty)]))
    }
    let violations = Contract.violations(
      from: session.tree, to: outcome.tree, session: session, isTweak: isPermitted)
    if !violations.isEmpty {
      guard violations.allSatisfy({ isUsers($0) }) else {
        return .failure(Rejection(errors: violations))
      }
      if !isPermitted { showChange(by: outcome.tree, session) }
      guard try await asker.permit(.frozen(violations)) else {
        return .failure(Rejection(errors: violations))
      }
      isPermitted = true
    }
    do {
      let proposed = try Contract.accept(
        outcome.tree, request: session.request, template: prompt.template)
      let settled = try await settle(proposed, session, isAllowed: isPermitted && !isTweak)
      let acceptance = settled.map { proposed.with($0.manifest) } ?? proposed
      let changed = acceptance.tree.paths.filter { acceptance.tree[$0] != session.tree[$0] }
      let deleted = session.tree.paths.filter { acceptance.tree[$0] == nil }
      guard !changed.isEmpty || !deleted.isEmpty else {
        return .failure(Rejection(errors: [Self.nothingButContract]))
      }
      return .success(
        Accepted(
          tree: acceptance.tree, manifest: acceptance.manifest,
          changed: (changed + deleted).sorted(),
          notes: outcome.notes + Contract.notes(on: strays) + acceptance.notes, settled: settled))
    } catch let error as ReplyError {
      return .failure(Rejection(errors: [error]))
    }
  }

  /// Whether the user may allow what was refused: the contract, never the build's own files.
  private func isUsers(_ error: ReplyError) -> Bool {
    guard error.kind == .frozen else { return false }
    guard let path = error.path else { return true }
    return path == Contract.manifestPath || path.hasPrefix("Tests/")
  }

  /// Files whose blocks did not fit: from now on they are asked for whole.
  private static func missedBlocks(_ errors: [ReplyError]) -> [SafePath] {
    errors.filter { $0.kind == .noMatch || $0.kind == .ambiguous }
      .compactMap { $0.path.flatMap { try? SafePath($0) } }
  }

  /// A reply of which nothing is left once the accepted examples are back.
  private static let nothingButContract = ReplyError(
    kind: .noChange, path: Contract.manifestPath,
    message:
      "the user keeps the accepted examples as they were; change the app, and they must still pass"
  )

  private static func nothing(isEmpty: Bool) -> ReplyError {
    isEmpty
      ? ReplyError(
        kind: .empty, path: nil,
        message: "the reply holds no file; send each changed file as its path and a fenced block")
      : ReplyError(
        kind: .noChange, path: nil,
        message: "the reply leaves every file as it is; change something")
  }
}
