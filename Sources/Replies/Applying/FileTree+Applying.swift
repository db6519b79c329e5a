package import Workspace

extension FileTree {
  /// The most one reply may change.
  package enum ReplyLimits {
    /// Files written, deleted or renamed.
    package static let files = 40
    /// Bytes in one file written.
    package static let fileBytes = 256 << 10
    /// Bytes in the old and new lines of one block, or of one file's part of a patch or diff.
    static let pieceBytes = 2 * fileBytes
  }

  /// Applies a parsed reply in memory: all of it or nothing.
  ///
  /// Where an error is reported the outcome's tree is this one. A reply without edits and errors
  /// changes nothing and says so in a note.
  package func applying(_ reply: ParsedReply, policy: EditPolicy) -> ApplyOutcome {
    var application = Application(tree: self, policy: policy, notes: reply.notes)
    for edit in reply.edits { application.apply(edit) }
    application.checkResult()
    var errors = reply.errors + application.errors
    // What may not be touched at all needs no other complaint.
    errors = errors.map { error in
      guard let text = error.path, let path = try? SafePath(text), error.kind != .pathEscape,
        let reason = policy.reason(against: path)
      else { return error }
      return ReplyError(kind: .frozen, path: text, message: reason)
    }
    var notes = application.notes
    if reply.edits.isEmpty, errors.isEmpty { notes.append("no edits found") }
    guard errors.isEmpty else {
      return ApplyOutcome(tree: self, changed: [], notes: notes, errors: errors.withoutRepetitions)
    }
    let changed = application.tree.differences(from: self)
    if !reply.edits.isEmpty, changed.isEmpty { notes.append("the edits change nothing") }
    return ApplyOutcome(tree: application.tree, changed: changed, notes: notes, errors: [])
  }
}

extension EditPolicy {
  /// Why `path` may not be touched; nil where it may.
  func reason(against path: SafePath) -> String? {
    if let reason = frozen[path] { return reason }
    return closed.sorted { $0.key < $1.key }.first { prefix, _ in
      path.description == prefix || path.description.utf8.starts(with: (prefix + "/").utf8)
    }?.value
  }
}

extension [ReplyError] {
  fileprivate var withoutRepetitions: [ReplyError] {
    var kept: [ReplyError] = []
    for error in self where !kept.contains(error) { kept.append(error) }
    return kept
  }
}
