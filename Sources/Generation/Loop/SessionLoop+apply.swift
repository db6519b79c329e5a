import Events
import Files
import Replies
import Workspace

/// Row 6: the reply applied in memory, accepted by the contract, then written at once.
extension SessionLoop {
  /// - Returns: The files that changed; nil if the reply was rejected, so that nothing was written and the next request
  ///   says why.
  mutating func apply(_ reply: Reply, _ stage: Stage) async throws -> [String]? {
    let isTweak = stage == .tweak
    let joined = session.talk.kept.joined(with: reply.parsed)
    let accepted: Accepted
    switch try await applied(joined, isTweak: isTweak, isEmpty: !reply.holdsFiles) {
    case .failure(let rejection):
      session.talk.said = reply.said
      session.talk.kept.keep(
        joined, errors: rejection.errors, on: session.work.tree,
        policy: Contract.policy(for: session, isTweak: isTweak))
      session.talk.wholeFiles.formUnion(Self.missedBlocks(rejection.errors))
      session.talk.shown.formUnion(Self.paths(of: .unseen, in: rejection.errors))
      reject(reply, rejection.errors)
      return nil
    case .success(let all): accepted = all
    }
    if !accepted.notes.isEmpty { events.emit(.replyNoted(ReplyNoted(notes: accepted.notes))) }
    session.talk.applied()
    let changed = accepted.changed.map(\.description)
    events.emit(.filesChanged(FilesChanged(paths: changed)))
    try events.check()
    var work = session.work
    work.tree = accepted.tree
    // A contract that the user let change is accepted anew, by the same rules.
    if accepted.manifest != work.manifest { work.isFrozen = false }
    work.manifest = accepted.manifest
    try take(work)
    if let settled = accepted.settled { take(settled, accepted.changed) }
    // Package.swift is wisp's, not the model's.
    return changed.filter { $0 != AppLayout.packageManifest.description }
  }

  /// Says that nothing was written, and keeps the reasons for the next request.
  mutating func reject(_ reply: Reply, _ errors: [ReplyError]) {
    session.talk.rejections += 1
    session.talk.rejected = Talk.Rejected(reply: reply.text, errors: errors)
    events.emit(
      .replyRejected(
        ReplyRejected(
          errors: errors, kept: session.talk.kept.files.map(\.description),
          said: session.talk.said)))
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
    _ reply: ParsedReply, isTweak: Bool, isEmpty: Bool
  ) async throws -> Result<Accepted, Rejection> {
    var policy = Contract.policy(for: session, isTweak: isTweak)
    var outcome = completed(session.work.tree.applying(reply, policy: policy))
    var isPermitted = isTweak
    if !outcome.errors.isEmpty, outcome.errors.allSatisfy({ isUsers($0) }) {
      policy = Contract.policy(for: session, isTweak: true)
      let wanted = completed(session.work.tree.applying(reply, policy: policy))
      showChange(by: wanted.tree)
      if try await parts.asker.permit(.frozen(outcome.errors)) {
        isPermitted = true
        outcome = wanted
      }
    }
    guard outcome.errors.isEmpty else { return .failure(Rejection(errors: outcome.errors)) }
    if let blind = blindlyReplaced(by: reply, in: outcome.tree) {
      return .failure(Rejection(errors: blind))
    }
    let strays = Contract.removeStrays(from: &outcome.tree, before: session.work.tree)
    guard !isEmpty, outcome.changed.contains(where: { !strays.contains($0) }) else {
      return .failure(Rejection(errors: [Self.nothing(isEmpty: isEmpty)]))
    }
    let violations = Contract.violations(
      from: session.work.tree, to: outcome.tree, session: session, isTweak: isPermitted)
    if !violations.isEmpty {
      guard violations.allSatisfy({ isUsers($0) }) else {
        return .failure(Rejection(errors: violations))
      }
      if !isPermitted { showChange(by: outcome.tree) }
      guard try await parts.asker.permit(.frozen(violations)) else {
        return .failure(Rejection(errors: violations))
      }
      isPermitted = true
    }
    do {
      let proposed = try Contract.accept(
        outcome.tree, request: session.request, template: prompt.template,
        mayVary: session.mayVary)
      let settled = try await settle(proposed, isAllowed: isPermitted && !isTweak)
      let acceptance = settled.map { proposed.with($0.manifest) } ?? proposed
      let changed = acceptance.tree.paths.filter { acceptance.tree[$0] != session.work.tree[$0] }
      let deleted = session.work.tree.paths.filter { acceptance.tree[$0] == nil }
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

  /// Why files that were sent whole, otherwise than they are, are refused of which only the declarations were shown;
  /// nil if there are none.
  private func blindlyReplaced(by reply: ParsedReply, in tree: FileTree) -> [ReplyError]? {
    let paths = Set(
      reply.edits.compactMap { edit -> SafePath? in
        guard case .write(let path, _) = edit, session.talk.unseen.contains(path),
          tree[path] != session.work.tree[path]
        else {
          return nil
        }
        return path
      })
    guard !paths.isEmpty else { return nil }
    return paths.sorted().map { path in
      ReplyError(
        kind: .unseen, path: path.description,
        message:
          "you had seen only its declarations; now it is shown whole. Send it again, with all "
          + "of it that must stay, or leave it as it is")
    }
  }

  /// With a `wisp.json` that only adds written out whole.
  private func completed(_ outcome: ApplyOutcome) -> ApplyOutcome {
    var outcome = outcome
    outcome.tree = outcome.tree.completingManifest(from: session.work.manifest)
    return outcome
  }

  /// Whether the user may allow what was refused: the contract, never the build's own files.
  private func isUsers(_ error: ReplyError) -> Bool {
    guard error.kind == .frozen else { return false }
    guard let path = error.path else { return true }
    return path == AppLayout.manifest.description || path.hasPrefix(AppLayout.tests)
  }

  /// Files whose blocks did not fit: from now on they are asked for whole.
  private static func missedBlocks(_ errors: [ReplyError]) -> [SafePath] {
    paths(of: .noMatch, in: errors) + paths(of: .ambiguous, in: errors)
  }

  private static func paths(of kind: ReplyErrorKind, in errors: [ReplyError]) -> [SafePath] {
    errors.filter { $0.kind == kind }.compactMap { $0.path.flatMap { try? SafePath($0) } }
  }

  /// A reply of which nothing is left once the accepted examples are back.
  private static let nothingButContract = ReplyError(
    kind: .noChange, path: AppLayout.manifest.description,
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
