import Workspace

extension ReplyScanner {
  /// Reads a codex `apply_patch` envelope, or its operations without one.
  ///
  ///     *** Begin Patch
  ///     *** Add File: path        lines with +
  ///     *** Delete File: path
  ///     *** Update File: path     [*** Move to: path]  @@ anchor, lines with blank, + or -
  ///     *** End Patch
  mutating func readPatch() {
    let hasBegin = PatchMarker(lines[at]) == .begin
    if hasBegin {
      if at > 0, at > floor, let previous = changedFolder(in: lines[at - 1]) { folder = previous }
      if let folder { note("paths of the patch are taken from \(folder)") }
      at += 1
    } else {
      note("the patch has no `*** Begin Patch`")
    }
    defer {
      folder = nil
      floor = at
    }
    let before = reply
    while at < lines.count, reply.errors.count < 50 {
      let line = lines[at]
      switch PatchMarker(line) {
      case .end:
        at += 1
        if reply.edits == before.edits, reply.errors == before.errors {
          fail(.empty, nil, "The patch holds no operation; send the files that change.")
        }
        return
      case .add(let path):
        at += 1
        readAddedFile(path)
      case .delete(let path):
        at += 1
        if let path = safe(path) { reply.edits.append(.delete(path)) }
      case .update(let path):
        at += 1
        readUpdate(path)
      case .begin, .endOfFile:
        at += 1
      case .move(let path):
        fail(.malformed, path, "`*** Move to: \(path)` belongs directly below `*** Update File:`.")
        at += 1
      case nil:
        if line.isBlank {
          at += 1
        } else if !hasBegin || Fence(line)?.isBare == true {
          return
        } else {
          fail(
            .malformed, nil,
            "`\(line.trimmed.prefix(60).text)` is no operation of a patch; use *** Add File, *** "
              + "Update File or *** Delete File.")
          skipToOperation()
        }
      }
    }
    if hasBegin, ending != .complete || !wrappers.isEmpty {
      fail(
        .truncated, nil,
        "The patch has no `*** End Patch`: the reply ended too early. Send it again.")
    } else if hasBegin {
      note("the patch has no `*** End Patch`")
    }
  }

  private mutating func skipToOperation() {
    while at < lines.count, PatchMarker(lines[at]) == nil { at += 1 }
  }

  /// Where the operation ends: at the next one, and without an envelope at a fence or heredoc end.
  private func isOperationEnd(_ line: Bytes) -> Bool {
    switch PatchMarker(line) {
    case .endOfFile, nil: Fence(line)?.isBare == true && !wrappers.isEmpty && line.first != 0x20
    case .begin, .end, .add, .delete, .update, .move: true
    }
  }

  private mutating func readAddedFile(_ path: String) {
    let plus = UInt8(ascii: "+")
    let start = at
    while at < lines.count, !isOperationEnd(lines[at]) { at += 1 }
    var body = start..<at
    while body.count > 0, lines.isBlank(body.upperBound - 1) { body.removeLast() }
    if body.count > 0, lines[body.lowerBound].hasPrefix("@@") { body.removeFirst() }
    if body.count > 1, let opener = lines.fence(body.lowerBound),
      let closer = lines.fence(body.upperBound - 1), closer.closes(opener),
      SafePath.isMarkdown(path) == false
    {
      note("\(path): a fence around its text was dropped")
      body = body.lowerBound + 1..<body.upperBound - 1
    }
    let marked = body.count { lines[$0].first == plus }
    let isMarked = marked > 0 && marked == body.count { !lines.isBlank($0) }
    let takesMarks = isMarked || marked > 0 && !body.isEmpty && lines[body.lowerBound].first == plus
    if !isMarked, takesMarks {
      note("\(path): lines without + were kept")
    } else if !isMarked, !body.isEmpty {
      note("\(path): its lines have no +")
    }
    guard let path = safe(path) else { return }
    var text: [UInt8] = []
    text.reserveCapacity(lines.size(of: body) + body.count)
    for index in body {
      if takesMarks, lines[index].first == plus {
        text += lines[index].dropFirst()
      } else if !isMarked {
        text += lines[index]
      }
      text.append(0x0A)
    }
    reply.edits.append(.write(path, text))
  }

  private mutating func readUpdate(_ path: String) {
    var target: String?
    if at < lines.count, case .move(let to) = PatchMarker(lines[at]) {
      target = to
      at += 1
    }
    let (chunks, isWellFormed) = readChunks(path)
    guard let safePath = safe(path), isWellFormed else {
      if let target { _ = safe(target) }
      return
    }
    if let target {
      if let target = safe(target) {
        reply.edits.append(.rename(from: safePath, to: target, chunks))
      }
    } else if chunks.isEmpty {
      fail(.malformed, path, "The update of \(path) has no lines; send the lines that change.")
    } else {
      reply.edits.append(.replace(safePath, chunks))
    }
  }

  private mutating func readChunks(_ path: String) -> ([Edit.Replacement], isWellFormed: Bool) {
    var chunks: [HunkLines] = []
    var size = 0
    while at < lines.count, !isOperationEnd(lines[at]) {
      let line = lines[at]
      if PatchMarker(line) == .endOfFile {
        if !chunks.isEmpty { chunks[chunks.count - 1].isAtEnd = true }
      } else if line.hasPrefix("@@") {
        let anchor = line.dropFirst(2).trimmed
        let bare = anchor.hasSuffix("@@") ? anchor.dropLast(2).trimmed : anchor
        if chunks.last?.isEmpty != true { chunks.append(HunkLines(style: .patch)) }
        if !bare.isEmpty, !HunkLines.isPosition(bare) {
          chunks[chunks.count - 1].anchors.append(Array(bare))
        }
      } else {
        if chunks.isEmpty || chunks[chunks.count - 1].isAtEnd {
          if line.isBlank {
            at += 1
            continue
          }
          chunks.append(HunkLines(style: .patch))
        }
        size += line.count + 1
        guard size <= FileTree.ReplyLimits.pieceBytes else {
          fail(
            .tooLarge, path, "The update of \(path) has too many lines; change the file in parts.")
          skipToOperation()
          return ([], false)
        }
        guard chunks[chunks.count - 1].append(line) else {
          fail(
            .malformed, path,
            "In the update of \(path), `\(line.prefix(60).text)` must begin with a blank, + or -.")
          skipToOperation()
          return ([], false)
        }
      }
      at += 1
    }
    let replacements = chunks.filter { !$0.isEmpty }.map(\.replacement)
    return (replacements, true)
  }
}
