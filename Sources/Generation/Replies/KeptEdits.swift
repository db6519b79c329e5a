package import Replies
package import Workspace

/// The pieces of refused replies that applied, kept aside until what failed has come again.
///
/// Nothing of them is written before everything fits: the next reply is joined to them and the whole
/// is applied at once.
package struct KeptEdits: Sendable, Equatable {
  /// In the order in which they came.
  package private(set) var edits: [Edit] = []
  /// How often each file failed since something was last written.
  private var failures: [SafePath: Int] = [:]
  /// Files that failed and must come again, and whether the model was reminded of them.
  private var outstanding: [SafePath: Bool] = [:]

  package init() {}

  /// Files that failed twice: they are asked for whole.
  package var asksWhole: Set<SafePath> { Set(failures.filter { $0.value >= 2 }.keys) }

  /// Files that need not be sent again, sorted.
  package var files: [SafePath] {
    Set(edits.map(\.path)).subtracting(asksWhole).sorted()
  }

  /// The edits kept and those of the next reply as one reply.
  ///
  /// A file that failed and that the reply leaves out is an error the first time, a note the second.
  package func joined(with reply: ParsedReply) -> ParsedReply {
    var joined = reply
    joined.edits = edits.superseded(by: reply.edits) + reply.edits
    guard !reply.edits.isEmpty else { return joined }
    let complaints = Set(reply.errors.compactMap(\.path))
    for path in missing(in: reply).sorted() where !complaints.contains(path.description) {
      if outstanding[path] == true {
        joined.notes.append("\(path) failed before and was not sent again")
      } else {
        joined.errors.append(
          ReplyError(
            kind: .empty, path: path.description,
            message: "It failed in the reply before and was not sent again; send it, too."))
      }
    }
    return joined
  }

  /// Keeps what can stand of a refused reply that was `joined`.
  ///
  /// - Parameters:
  ///   - reply: The refused reply, with what was kept before.
  ///   - errors: Why it was refused.
  ///   - tree: The files as they are.
  ///   - policy: What may not be changed.
  package mutating func keep(
    _ reply: ParsedReply, errors: [ReplyError], on tree: FileTree, policy: EditPolicy
  ) {
    let failing = Set(errors.compactMap { $0.path.flatMap { try? SafePath($0) } })
    let left = Set(missing(in: reply))
    outstanding = outstanding.filter { left.contains($0.key) }.mapValues { _ in true }
    for path in failing { failures[path, default: 0] += 1 }
    guard !errors.contains(where: { $0.kind == .frozen || $0.kind == .pathEscape }) else {
      edits = []
      return
    }
    for error in errors where error.kind.isOfAPiece {
      guard let path = error.path.flatMap({ try? SafePath($0) }) else { continue }
      if outstanding[path] == nil { outstanding[path] = false }
    }
    let readable = Set(reply.errors.compactMap(\.path))
    edits = reply.edits.applicable(to: tree, policy: policy) { path in
      // Where all pieces apply, the file as a whole was refused.
      failing.contains(path) && !readable.contains(path.description)
    }
  }

  private func missing(in reply: ParsedReply) -> [SafePath] {
    outstanding.keys.filter { path in
      !reply.edits.contains { edit in
        if case .rename(_, path, _) = edit { return true }
        return edit.path == path && !edits.contains(edit)
      }
    }
  }
}

extension ReplyErrorKind {
  /// Whether it concerns a piece that has to be sent again under the same path.
  fileprivate var isOfAPiece: Bool {
    switch self {
    case .malformed, .truncated, .noMatch, .ambiguous, .placeholder, .binary, .tooLarge, .unseen:
      true
    case .empty, .noFilename, .fileNotFound, .isDirectory, .pathEscape, .noChange, .frozen: false
    }
  }
}

extension [Edit] {
  /// More pieces than this are not tried one by one.
  private static var mostPieces: Int { 200 }

  /// These edits without what `later` ones replace: whole files, and blocks with the same old lines.
  func superseded(by later: [Edit]) -> [Edit] {
    compactMap { edit in
      var edit = edit
      for next in later where next.path == edit.path {
        guard case .replace(_, let new) = next, case .replace(let path, let old) = edit else {
          if case .replace = next { continue }
          return nil
        }
        let left = old.filter { piece in !new.contains { $0.supersedes(piece) } }
        guard !left.isEmpty else { return nil }
        edit = .replace(path, left)
      }
      return edit
    }
  }

  /// The edits, block by block, that apply one after the other and all together.
  ///
  /// `isRefused` says whether a file all of whose pieces apply is left out nevertheless.
  fileprivate func applicable(
    to tree: FileTree, policy: EditPolicy, isRefused: (SafePath) -> Bool
  ) -> [Edit] {
    let pieces = flatMap(\.pieces)
    guard pieces.count <= Self.mostPieces else { return [] }
    var current = tree
    var applied: [Edit] = []
    var broken: Set<SafePath> = []
    for piece in pieces {
      let outcome = current.applying(piece.alone, policy: policy)
      if outcome.errors.isEmpty {
        current = outcome.tree
        applied.append(piece)
      } else {
        broken.insert(piece.path)
      }
    }
    applied.removeAll { isRefused($0.path) && !broken.contains($0.path) }
    let all = ParsedReply(edits: applied, notes: [], errors: [], commands: [])
    return tree.applying(all, policy: policy).errors.isEmpty ? applied : []
  }
}

extension Edit {
  /// One edit for each block.
  fileprivate var pieces: [Edit] {
    guard case .replace(let path, let blocks) = self else { return [self] }
    return blocks.map { .replace(path, [$0]) }
  }

  fileprivate var alone: ParsedReply {
    ParsedReply(edits: [self], notes: [], errors: [], commands: [])
  }
}

extension Edit.Replacement {
  /// Whether this block was sent in the place of an earlier one: its old lines hold the earlier's,
  /// and its new lines do not leave them as they were.
  fileprivate func supersedes(_ earlier: Edit.Replacement) -> Bool {
    guard !earlier.old.isEmpty else { return self == earlier }
    if old == earlier.old { return true }
    return old.holds(earlier.old) && !newLines.holds(earlier.old)
  }
}

extension [[UInt8]] {
  fileprivate func holds(_ part: [[UInt8]]) -> Bool {
    guard part.count <= count else { return false }
    return (0...(count - part.count)).contains { self[$0...].starts(with: part) }
  }
}
