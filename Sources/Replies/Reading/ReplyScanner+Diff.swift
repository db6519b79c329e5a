import Workspace

extension ReplyScanner {
  /// Whether a unified diff begins here: its headers, or a `git` line.
  func startsDiff(_ index: Int) -> Bool {
    let line = lines[index]
    if line.hasPrefix("diff --git ") { return true }
    if line.hasPrefix("GIT binary patch") { return true }
    if line.hasPrefix("Binary files "), line.hasSuffix(" differ") { return true }
    func next(_ offset: Int) -> Bytes { index + offset < lines.count ? lines[index + offset] : [] }
    if line.hasPrefix("--- ") {
      return next(1).hasPrefix("+++ ")
        || (next(1).hasPrefix("@@") && paths.path(line.dropFirst(4).trimmed) != nil)
    }
    if wrappers.last?.isDiff == true {
      if line.hasPrefix("@@") { return true }
      if announced != nil, let first = line.first, " +-".utf8.contains(first) { return true }
    }
    return line.hasPrefix("+++ ") && next(1).hasPrefix("@@")
  }

  /// Reads one diff: all hunks of one file, or of several that follow each other.
  mutating func readDiff() {
    var header = DiffHeader()
    while at < lines.count {
      let line = lines[at]
      if line.hasPrefix("diff --git ") {
        finish(header)
        header = DiffHeader()
        (header.old, header.new) = gitPaths(line)
        header.isGit = true
      } else if line.hasPrefix("GIT binary patch") || line.hasPrefix("Binary files ") {
        let path = header.new ?? header.old
        fail(.binary, path, "A binary patch cannot be applied; send text files only.")
        header = DiffHeader()
        while at + 1 < lines.count, Fence(lines[at + 1]) == nil, !startsDiff(at + 1) { at += 1 }
      } else if line.hasPrefix("--- "), startsDiff(at) {
        if !header.isGit || header.hasHunks {
          finish(header)
          header = DiffHeader()
        }
        header.old = headerPath(line)
        header.isOldNull = line.trimmed.hasSuffix("/dev/null")
      } else if line.hasPrefix("+++ "), !header.hasNew {
        header.new = headerPath(line)
        header.hasNew = true
        header.isNewNull = line.trimmed.hasSuffix("/dev/null")
      } else if line.hasPrefix("rename from ") {
        header.renamedFrom = line.dropFirst(12).trimmed.text
      } else if line.hasPrefix("rename to ") {
        header.renamedTo = line.dropFirst(10).trimmed.text
      } else if line.hasPrefix("deleted file mode") {
        header.isDeleted = true
      } else if isGitLine(line) {
        // Modes and hashes say nothing that is needed.
      } else if line.hasPrefix("@@") || isHeadless(line, header) {
        readHunk(&header)
        continue
      } else if line.isBlank, let next = firstText(from: at),
        startsDiff(next) || lines[next].hasPrefix("@@")
      {
        // A blank line between two parts.
      } else {
        break
      }
      at += 1
    }
    finish(header)
    floor = at
  }

  private func isGitLine(_ line: Bytes) -> Bool {
    ["index ", "new file mode", "old mode", "new mode", "similarity index", "dissimilarity index"]
      .contains { line.hasPrefix($0) }
  }

  /// The path of a `---` or `+++` line; nil for `/dev/null`.
  private func headerPath(_ line: Bytes) -> String? {
    var rest = line.dropFirst(4)
    if let tab = rest.firstIndex(of: 0x09) { rest = rest[..<tab] }
    rest = PathRecogniser.unquoted(rest.trimmed)
    let text = rest.text
    if text == "/dev/null" { return nil }
    if let path = paths.path(rest, labelled: true) { return path }
    // `a.txt (updated)`
    if rest.last == UInt8(ascii: ")"), let open = rest.range(of: " ("),
      let path = paths.path(rest[..<open.lowerBound].trimmed, labelled: true)
    {
      return path
    }
    return text.isEmpty ? nil : text
  }

  private func gitPaths(_ line: Bytes) -> (String?, String?) {
    let words = line.dropFirst(11).split(separator: 0x20)
    guard words.count == 2 else { return (nil, nil) }
    return (words[0].text, words[1].text)
  }

  /// A changed line directly below the headers, or in a fence that names its file: a hunk whose
  /// `@@` is missing.
  private func isHeadless(_ line: Bytes, _ header: DiffHeader) -> Bool {
    guard !header.hasHunks, let first = line.first, " +-".utf8.contains(first) else { return false }
    return header.hasNew && header.old != nil || announced != nil
  }

  private mutating func readHunk(_ header: inout DiffHeader) {
    var hunk = HunkLines(style: .diff)
    let hasPosition = lines[at].hasPrefix("@@")
    let text = hasPosition ? lines[at].dropFirst(2) : []
    if let close = text.range(of: "@@") {
      let anchor = text[close.upperBound...].trimmed
      if !anchor.isEmpty { hunk.anchors = [Array(anchor)] }
      hunk.lineHint = HunkPosition(text[..<close.lowerBound])?.oldStart
    }
    if hasPosition { at += 1 }
    while at < lines.count {
      let line = lines[at]
      if line.hasPrefix("@@") || line.hasPrefix("diff --git ") { break }
      if line.hasPrefix("--- "), at + 1 < lines.count, lines[at + 1].hasPrefix("+++ ") { break }
      if let fence = Fence(line), fence.isBare, line.first != 0x20 { break }
      if isSignature(at) { break }
      if line.hasPrefix("\\") {
        at += 1
        continue
      }
      if line.isBlank, let next = firstText(from: at), !isHunkLine(next) { break }
      header.size += line.count + 1
      guard header.size <= FileTree.ReplyLimits.pieceBytes else {
        header.isTooLarge = true
        while at < lines.count, lines.fence(at) == nil, !startsDiff(at) { at += 1 }
        return
      }
      guard hunk.append(line) else { break }
      at += 1
    }
    if hunk.isEmpty {
      fail(
        .malformed, header.new ?? header.old,
        "A hunk of \(header.new ?? header.old ?? "the diff") has no lines; send it again.")
    } else {
      header.hunks.append(hunk)
    }
    header.hasHunks = true
    header.isUnfinished = at >= lines.count && ending != .complete && !wrappers.isEmpty
  }

  /// `-- ` and git's version end a patch sent by mail.
  private func isSignature(_ index: Int) -> Bool {
    guard lines[index].text == "-- ", index + 1 < lines.count, let first = lines[index + 1].first
    else { return false }
    return (0x30...0x39).contains(first)
  }

  private func isHunkLine(_ index: Int) -> Bool {
    guard let first = lines[index].first, first != UInt8(ascii: "@"), !startsDiff(index) else {
      return false
    }
    return " +-\t\\".utf8.contains(first)
  }

  private mutating func finish(_ header: DiffHeader) {
    if header.isTooLarge {
      let path = header.new ?? header.old
      fail(
        .tooLarge, path,
        "The diff of \(path ?? "a file") has too many lines; change the file in parts.")
      return
    }
    guard !header.isEmpty else { return }
    if header.isUnfinished {
      fail(
        .truncated, header.new ?? header.old,
        "The reply ended inside a hunk of \(header.new ?? header.old ?? "a file"). Send it again.")
      return
    }
    let old = header.isOldNull ? nil : stripped(header.old, header)
    let new = header.isNewNull ? nil : stripped(header.new, header)
    if let from = header.renamedFrom, let to = header.renamedTo {
      if let from = safe(from), let to = safe(to) {
        reply.edits.append(.rename(from: from, to: to, header.hunks.map(\.replacement)))
      }
    } else if header.isNewNull || header.isDeleted {
      if let old, let path = safe(old) { reply.edits.append(.delete(path)) }
    } else if let name = new ?? old ?? announced ?? latest {
      announced = nil
      guard let path = safe(name) else { return }
      latest = name
      let replacements = header.hunks.map(\.replacement)
      let isNew = header.isOldNull || (tree[path] == nil && replacements.allSatisfy(\.old.isEmpty))
      if isNew, tree[path] == nil {
        reply.edits.append(
          .write(path, replacements.flatMap(\.newLines).lazy.map { $0[...] }.joinedLines))
      } else if !replacements.isEmpty {
        append(replacements, at: path)
      }
    } else {
      fail(.noFilename, nil, "A diff has no path; give `--- a/path` and `+++ b/path`.")
    }
  }

  private mutating func append(_ replacements: [Edit.Replacement], at path: SafePath) {
    for replacement in replacements { append(replacement, at: path) }
  }

  /// Without `a/` and `b/` where both sides have them, or where the path without exists.
  private func stripped(_ path: String?, _ header: DiffHeader) -> String? {
    guard let path else { return nil }
    for prefix in ["a/", "b/"] where path.utf8.starts(with: prefix.utf8) {
      let rest = String(path.dropFirst(2))
      if let literal = try? SafePath(path), tree[literal] != nil { return path }
      return rest
    }
    return path
  }
}

/// What the lines above the hunks of one file say.
private struct DiffHeader {
  var old: String?
  var new: String?
  var isOldNull = false
  var isNewNull = false
  var hasNew = false
  var isGit = false
  var isDeleted = false
  var renamedFrom: String?
  var renamedTo: String?
  var hunks: [HunkLines] = []
  var hasHunks = false
  var isUnfinished = false
  /// Bytes in all hunks.
  var size = 0
  var isTooLarge = false

  var isEmpty: Bool {
    hunks.isEmpty && renamedFrom == nil && !isDeleted && !isNewNull && !isUnfinished
  }
}

/// The numbers of `@@ -1,2 +1,3 @@`, which models get wrong: a hint only.
private struct HunkPosition {
  var oldStart: Int

  init?(_ text: Bytes) {
    let rest = text.trimmed
    guard rest.first == UInt8(ascii: "-"),
      let start = Int(rest.dropFirst().prefix { (0x30...0x39).contains($0) }.text), start > 0
    else { return nil }
    oldStart = start
  }
}
