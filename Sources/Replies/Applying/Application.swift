import Workspace

/// A reply being applied: the tree as far as it has come, and what went wrong.
struct Application {
  private(set) var tree: FileTree
  private(set) var notes: [String]
  private(set) var errors: [ReplyError] = []

  /// The blocks of one file that may fail before the others are no longer tried.
  private static let mostFailures = 10

  private let original: FileTree
  private let policy: EditPolicy
  private var written: Set<SafePath> = []
  private var removed: Set<SafePath> = []

  init(tree: FileTree, policy: EditPolicy, notes: [String]) {
    self.tree = tree
    self.policy = policy
    self.notes = notes
    original = tree
  }

  mutating func apply(_ edit: Edit) {
    switch edit {
    case .write(let path, let bytes): write(bytes, to: path)
    case .replace(let path, let pieces): replace(pieces, in: path)
    case .delete(let path): delete(path)
    case .rename(let from, let to, let pieces): rename(from, to: to, pieces)
    }
  }

  private mutating func fail(_ kind: ReplyErrorKind, _ path: SafePath, _ message: String) {
    errors.append(ReplyError(kind: kind, path: path.description, message: message))
  }

  private mutating func write(_ bytes: [UInt8], to literal: SafePath) {
    let (path, note) = PathResolver(tree: tree).target(forWhole: literal)
    if let note { notes.append(note) }
    guard isFree(path), !isContradicted(path) else { return }
    guard !bytes.isEmpty || tree[path]?.isEmpty ?? true else {
      fail(
        .empty, path,
        "The reply gives no text for \(path), which is not empty. To delete it write a line "
          + "`DELETE: \(path)`, otherwise send the whole file.")
      return
    }
    guard isSmall(bytes.count, path) else { return }
    let old = tree[path].map(TextLines.init)
    let new = old?.rewritten(bytes) ?? TextLines(bytes)
    guard isComplete(new, old: original[path].map(TextLines.init), at: path) else { return }
    if written.contains(path) { notes.append("\(path) is there twice; the last one counts") }
    written.insert(path)
    tree[path] = new.bytes
  }

  private mutating func replace(_ pieces: [Edit.Replacement], in literal: SafePath) {
    guard !isContradicted(literal) else { return }
    if tree[literal] != nil {
      guard isFree(literal) else { return }
      if let bytes = replaced(pieces, in: literal) {
        written.insert(literal)
        tree[literal] = bytes
      }
      return
    }
    if let (path, bytes, replacerNotes) = elsewhere(pieces, literal) {
      notes.append("\(literal) was taken as \(path), where the old lines are")
      notes += replacerNotes
      written.insert(path)
      tree[path] = bytes
      return
    }
    guard isFree(literal) else { return }
    fail(
      .fileNotFound, literal,
      "There is no file \(literal) to change. For a new file send its whole text. "
        + knownFiles)
  }

  /// The existing file that is meant, where the old lines are in exactly one candidate.
  private func elsewhere(
    _ pieces: [Edit.Replacement], _ literal: SafePath
  ) -> (SafePath, [UInt8], [String])? {
    var found: (SafePath, [UInt8], [String])?
    for path in PathResolver(tree: tree).candidates(for: literal)
    where policy.reason(against: path) == nil {
      guard let bytes = tree[path], let (text, notes) = try? Self.result(pieces, in: bytes, path)
      else { continue }
      guard found == nil else { return nil }
      found = (path, text.bytes, notes)
    }
    return found
  }

  private mutating func replaced(_ pieces: [Edit.Replacement], in path: SafePath) -> [UInt8]? {
    guard let bytes = tree[path] else { return nil }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      fail(.binary, path, "\(path) is not text in UTF-8, so no lines of it can be changed.")
      return nil
    }
    var replacer = Replacer(bytes, path: path)
    var failures = 0
    for (index, piece) in pieces.enumerated() where failures < Self.mostFailures {
      do {
        try replacer.apply(piece, number: index + 1, of: pieces.count)
      } catch {
        fail(error.kind, path, error.message)
        failures += 1
      }
    }
    notes += replacer.notes
    guard failures == 0, isComplete(replacer.text, old: TextLines(bytes), at: path) else {
      return nil
    }
    return replacer.text.bytes
  }

  private static func result(
    _ pieces: [Edit.Replacement], in bytes: [UInt8], _ path: SafePath
  ) throws(PieceFailure) -> (TextLines, [String]) {
    var replacer = Replacer(bytes, path: path)
    for (index, piece) in pieces.enumerated() {
      try replacer.apply(piece, number: index + 1, of: pieces.count)
    }
    return (replacer.text, replacer.notes)
  }

  private mutating func delete(_ path: SafePath) {
    guard mayRemove(path) else { return }
    guard tree[path] != nil else {
      if tree.isDirectory(path) {
        fail(.isDirectory, path, "\(path) is a folder; delete its files one by one.")
      } else if !removed.contains(path) {
        fail(.fileNotFound, path, "There is no file \(path) to delete. \(knownFiles)")
      }
      return
    }
    guard !written.contains(path) else {
      contradict(path)
      return
    }
    removed.insert(path)
    tree[path] = nil
  }

  private mutating func rename(_ from: SafePath, to: SafePath, _ pieces: [Edit.Replacement]) {
    guard mayRemove(from), isFree(to) else { return }
    guard tree[from] != nil else {
      fail(.fileNotFound, from, "There is no file \(from) to rename. \(knownFiles)")
      return
    }
    if from != to, tree[to] != nil { notes.append("\(from) takes the place of \(to)") }
    guard let bytes = replaced(pieces, in: from) else { return }
    tree[from] = nil
    removed.insert(from)
    removed.remove(to)
    written.insert(to)
    tree[to] = bytes
  }

  private mutating func mayRemove(_ path: SafePath) -> Bool {
    guard !policy.allowsDeletion else { return isFree(path, asFile: false) }
    fail(.frozen, path, "\(path) may not be deleted or renamed here.")
    return false
  }

  private mutating func isContradicted(_ path: SafePath) -> Bool {
    guard removed.contains(path) else { return false }
    contradict(path)
    return true
  }

  private mutating func contradict(_ path: SafePath) {
    fail(
      .malformed, path,
      "The reply both deletes and changes \(path). Send only one of the two.")
  }

  /// Whether a file may lie at `path`: no link, no folder, no file in the place of a folder.
  private mutating func isFree(_ path: SafePath, asFile: Bool = true) -> Bool {
    if let link = tree.link(on: path) {
      fail(
        .pathEscape, path,
        "\(path) leads through the symbolic link \(link), which may point outside the folder.")
      return false
    }
    guard asFile else { return true }
    if tree[path] == nil, tree.isDirectory(path), !isEmptied(path) {
      fail(.isDirectory, path, "\(path) is a folder; give a file's path.")
      return false
    }
    if let file = path.ancestors.first(where: { tree[$0] != nil }) {
      fail(.isDirectory, path, "\(path) cannot be written: \(file) is a file, not a folder.")
      return false
    }
    return true
  }

  /// Whether a folder goes away because all its files are deleted in this reply.
  private func isEmptied(_ path: SafePath) -> Bool {
    let prefix = path.description + "/"
    func isBelow(_ other: SafePath) -> Bool { other.description.utf8.starts(with: prefix.utf8) }
    return original.files.keys.contains(where: isBelow) && !tree.files.keys.contains(where: isBelow)
      && !tree.links.contains(where: isBelow)
  }

  /// Checks a file's new text: text at all, not too large, no line that stands for missing code.
  private mutating func isComplete(_ new: TextLines, old: TextLines?, at path: SafePath) -> Bool {
    let bytes = new.bytes
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      fail(.binary, path, "The new text of \(path) is not text in UTF-8; send text files only.")
      return false
    }
    guard isSmall(bytes.count, path) else { return false }
    if let line = Placeholder.first(
      in: new.lines.map(\.content), notIn: old?.lines.map(\.content) ?? [], path: path)
    {
      fail(
        .placeholder, path,
        "The new text of \(path) leaves code out: `\(line)`. Send it complete, without placeholders."
      )
      return false
    }
    return true
  }

  private mutating func isSmall(_ count: Int, _ path: SafePath) -> Bool {
    guard count > FileTree.ReplyLimits.fileBytes else { return true }
    fail(
      .tooLarge, path,
      "\(path) would be larger than \(FileTree.ReplyLimits.fileBytes >> 10) kB; split it.")
    return false
  }

  /// What only the whole result can tell: frozen files and the number of changes.
  mutating func checkResult() {
    let changed = tree.differences(from: original)
    for path in changed {
      if let reason = policy.reason(against: path) { fail(.frozen, path, reason) }
    }
    if changed.count > FileTree.ReplyLimits.files {
      errors.append(
        ReplyError(
          kind: .tooLarge, path: nil,
          message:
            "The reply changes \(changed.count) files; \(FileTree.ReplyLimits.files) are the "
            + "most. Send fewer."))
    }
  }

  private var knownFiles: String {
    let paths = original.paths
    guard !paths.isEmpty else { return "The folder is empty." }
    let shown = paths.prefix(20).map(\.description).joined(separator: ", ")
    return "The files are: \(shown)\(paths.count > 20 ? ", …" : "")."
  }
}
