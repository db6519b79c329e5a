import Workspace

extension ReplyScanner {
  /// Reads one SEARCH/REPLACE block; `at` is at its SEARCH marker.
  mutating func readBlock() {
    let start = at
    let path = blockPath(start)
    var end: Int?
    var nextSearch: Int?
    // `>>>>>>>` alone is an end where there is no other.
    var bareEnd: Int?
    var hasDivider = false
    var index = start + 1
    search: while index < lines.count {
      switch ReplyMarker(lines[index]) {
      case .replace:
        end = index
        break search
      case .search:
        nextSearch = index
        break search
      case .divider:
        hasDivider = true
        index += 1
      case .reversed, nil:
        if hasDivider, bareEnd == nil, lines[index].trimmed.text == ">>>>>>>" { bareEnd = index }
        index += 1
      }
    }
    if end == nil, let bareEnd {
      note("\(path ?? "a block"): `>>>>>>>` alone was taken as its end")
      end = bareEnd
    }
    if let end {
      readHalves(start + 1..<end, path: path)
      advance(to: end + 1)
    } else if let nextSearch {
      fail(
        .malformed, path,
        "A block for \(path ?? "a file") has no `>>>>>>> REPLACE` before the next block begins.")
      advance(to: nextSearch)
    } else {
      readUnfinished(start + 1..<lines.count, path: path)
      advance(to: lines.count)
    }
    announced = nil
  }

  private mutating func blockPath(_ start: Int) -> String? {
    if let path = paths.path(ReplyMarker.argument(of: lines[start])) { return path }
    if let path = wrappers.last.flatMap({ paths.path(inInfo: $0.info) }), floor <= start,
      pathAbove(start)?.certainty != .stated
    {
      return path
    }
    if let above = pathAbove(start) {
      if above.certainty == .stated { return above.path }
      if let announced { return announced }
      note("\(above.path): path taken from the sentence above the block")
      return above.path
    }
    return announced ?? misspelledAbove(start) ?? latest ?? onlyFile
  }

  /// A single word above the block that is nearly a file's name.
  private func misspelledAbove(_ start: Int) -> String? {
    guard let above = (floor..<start).last(where: { !lines[$0].isBlank && Fence(lines[$0]) == nil })
    else { return nil }
    let word = PathRecogniser.unquoted(lines[above]).text
    guard word.count <= 100, let path = try? SafePath(word), !word.contains(" ") else { return nil }
    return PathResolver(tree: tree).candidates(for: path).isEmpty ? nil : word
  }

  private mutating func readUnfinished(_ range: Range<Int>, path: String?) {
    var close = range.upperBound
    if let wrapper = wrappers.last,
      let last = range.last(where: { !lines[$0].isBlank }), let fence = Fence(lines[last]),
      fence.closes(wrapper)
    {
      close = last
    }
    let hasDivider = range.contains { ReplyMarker(lines[$0]) == .divider(7) }
    if ending == .complete, hasDivider {
      note("\(path ?? "the last block"): its end marker is missing")
      readHalves(range.lowerBound..<close, path: path)
      return
    }
    fail(
      .truncated, path,
      "The reply ended inside a block for \(path ?? "a file"); nothing of it is used. "
        + "Send this block again with its `>>>>>>> REPLACE`.")
  }

  private mutating func readHalves(_ range: Range<Int>, path: String?) {
    guard lines.size(of: range) + range.count <= FileTree.ReplyLimits.pieceBytes else {
      fail(
        .tooLarge, path,
        "A block for \(path ?? "a file") has too many lines; change the file in several blocks.")
      return
    }
    var dividers = range.filter { ReplyMarker(lines[$0]) == .divider(7) }
    if dividers.isEmpty {
      dividers = range.filter {
        if case .divider = ReplyMarker(lines[$0]) { true } else { false }
      }
    }
    // The text itself may hold such lines: the longest start that is in the file is the old half.
    if let divider = dividers.dropFirst().prefix(8).last(where: {
      isInFile(range.lowerBound..<$0, path: path)
    }) {
      note("\(path ?? "a block"): the text holds ======= itself")
      dividers = [divider]
    }
    if dividers.count == 2, dividers[1] == range.upperBound - 1 {
      note("\(path ?? "a block"): a second ======= before the end marker was dropped")
    } else if dividers.count != 1 {
      fail(
        .malformed, path,
        "A block for \(path ?? "a file") needs exactly one line `=======` between old and new "
          + "lines; it has \(dividers.count).")
      return
    }
    let end = dividers.count == 2 ? dividers[1] : range.upperBound
    let argument = ReplyMarker.argument(of: lines[range.lowerBound - 1])
    var halves = BlockHalves(
      old: (argument.hasPrefix(":start_line:") ? [argument] : [])
        + Array(lines[range.lowerBound..<dividers[0]]),
      new: Array(lines[min(dividers[0] + 1, end)..<end]))
    guard let path else {
      fail(
        .noFilename, nil, "A block has no path. Put the file's path on a line above the fence.")
      return
    }
    halves.clean(path: path)
    latest = path
    guard let safePath = safe(path) else { return }
    if halves.old.isEmpty {
      append(emptySearch: halves.new, at: safePath)
      return
    }
    let old = halves.old.map { Array($0) }
    let replacement = Edit.Replacement(
      old: old,
      new: Edit.Replacement.alignment(of: halves.new.map { Array($0) }, with: old),
      lineHint: halves.lineHint)
    append(replacement, at: safePath)
  }

  /// Whether lines of the reply stand in the file as they are.
  private func isInFile(_ range: Range<Int>, path: String?) -> Bool {
    guard !range.isEmpty, let path = path.flatMap({ try? SafePath($0) }), let bytes = tree[path]
    else { return false }
    return !LineMatcher.occurrences(of: Array(lines[range]), in: bytes[...].lines).isEmpty
  }

  /// A block without old lines makes a new file; in a file with text it says nothing about the place.
  private mutating func append(emptySearch new: [Bytes], at path: SafePath) {
    let isWritten = reply.edits.contains {
      if case .write(path, let bytes) = $0 { !bytes.isEmpty } else { false }
    }
    guard !isWritten, tree[path]?.isEmpty ?? true else {
      fail(
        .malformed, path.description,
        "A block for \(path) has an empty SEARCH, but the file has text: copy the lines that the new "
          + "ones belong to, or send the whole file.")
      return
    }
    reply.edits.append(.write(path, new.joinedLines))
  }

  /// Adds a replacement to the edit before where that is for the same file.
  mutating func append(_ replacement: Edit.Replacement, at path: SafePath) {
    for case .replace(path, let earlier) in reply.edits where earlier.contains(replacement) {
      note("\(path): a block that is there twice is used once")
      return
    }
    guard case .replace(path, var blocks) = reply.edits.last else {
      reply.edits.append(.replace(path, [replacement]))
      return
    }
    reply.edits.removeLast()
    blocks.append(replacement)
    reply.edits.append(.replace(path, blocks))
  }
}
