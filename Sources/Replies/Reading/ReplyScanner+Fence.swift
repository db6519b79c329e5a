import Workspace

extension ReplyScanner {
  /// Reads what a fence opens: a whole file, a wrapper around another format, commands, or prose.
  mutating func readFence(_ fence: Fence) {
    if fence.isBare, let wrapper = wrappers.last, wrapper.character == fence.character {
      wrappers.removeLast()
      at += 1
      return
    }
    if wrapsRegion(fence) || isBareDiff(fence) {
      wrappers.append(fence)
      if fence.isDiff, let path = paths.path(inInfo: fence.info) ?? statedAbove { announced = path }
      at += 1
      return
    }
    if announces(fence) { return }
    if let path = paths.path(inInfo: fence.info) {
      readWholeFile(fence, path: path, bodyStart: at + 1)
      return
    }
    let above = pathAbove(at)
    let isShell = Fence.shells.contains(fence.language)
    if let above, above.certainty == .stated {
      readWholeFile(fence, path: above.path, bodyStart: at + 1)
    } else if isShell {
      readCommands(fence)
    } else if let path = announced {
      readWholeFile(fence, path: path, bodyStart: at + 1)
    } else if followsToolCall(fence) {
      return
    } else if let first = firstText(from: at + 1), let path = paths.path(inComment: lines[first]),
      !isIllustration
    {
      note("\(path): path taken from the comment on its first line")
      readWholeFile(fence, path: path, bodyStart: at + 1, comment: first)
    } else if let first = firstText(from: at + 1), first == at + 1,
      let path = paths.path(inLine: lines[first]), lines[first].contains(UInt8(ascii: ".")),
      first + 1 < lines.count, Fence(lines[first + 1]) == nil, !isIllustration
    {
      note("\(path): path taken from the first line inside the fence")
      readWholeFile(fence, path: path, bodyStart: first + 1)
    } else if let above, !isIllustration, !isWritten(above.path) {
      note("\(above.path): path taken from the sentence above the fence")
      readWholeFile(fence, path: above.path, bodyStart: at + 1)
    } else if let path = onlyFile, above == nil, isOnlyFence, !isIllustration,
      fits(fence.language, path)
    {
      note("\(path): no path given; it is the only file")
      readWholeFile(fence, path: path, bodyStart: at + 1)
    } else {
      readAnonymous(fence)
    }
  }

  /// Whether a fence only surrounds a format that has its own markers.
  private func wrapsRegion(_ fence: Fence) -> Bool {
    var index = at + 1
    var seen = 0
    while index < lines.count, seen < 4 {
      let line = lines[index]
      if !line.isBlank {
        seen += 1
        if ReplyMarker(line) == .search { return true }
        if seen == 1 || line.trimmed.hasPrefix("*** Begin"), PatchMarker(line) != nil {
          return true
        }
        if seen == 1, BoltTag(line) != nil { return true }
        if seen == 1 || fence.isDiff, startsDiff(index) { return true }
        if seen == 1, fence.isDiff, line.hasPrefix("@@") { return true }
        if let inner = Fence(line), inner.isBare { return false }
        // A path, a heredoc or a `git` line may come first, nothing else.
        let isHeading =
          paths.path(inLine: line) != nil || line.contains("<<") || Fence(line) != nil
          || line.hasPrefix("Index: ") || line.hasPrefix("diff -") || line.hasPrefix("=====")
        if !isHeading { return false }
      }
      index += 1
    }
    return false
  }

  /// A diff of one existing file, named above or on its fence, without any header line.
  func isBareDiff(_ fence: Fence) -> Bool {
    guard fence.isDiff, let path = paths.path(inInfo: fence.info) ?? statedAbove,
      let safePath = try? SafePath(path), tree[safePath] != nil
    else { return false }
    let body = (at + 1..<lines.count).prefix { lines.fence($0) == nil }
    return body.allSatisfy { lines[$0].first.map { " +-".utf8.contains($0) } ?? true }
      && body.contains { lines[$0].first.map { "+-".utf8.contains($0) } ?? false }
  }

  private var statedAbove: String? {
    pathAbove(at).flatMap { $0.certainty == .stated ? $0.path : nil }
  }

  /// A fence that holds nothing but a path announces the block behind it.
  private mutating func announces(_ fence: Fence) -> Bool {
    guard at + 2 < lines.count, let close = Fence(lines[at + 2]), close.closes(fence),
      let path = paths.path(inLine: lines[at + 1]), let next = firstText(from: at + 3),
      Fence(lines[next]) != nil || ReplyMarker(lines[next]) == .search
    else { return false }
    announced = path
    advance(to: at + 3)
    return true
  }

  /// Whether the sentence above presents an example or an output, not a file.
  private var isIllustration: Bool {
    guard let above = (floor..<at).last(where: { !lines[$0].isBlank }) else { return false }
    let text = lines[above].text.lowercased()
    return [
      "example", "output", "prints", "usage", "snippet", "looks like", "look like", "like this",
      "for instance", "e.g.", "you can run", "to run", "run it", "run the", "result", "invoke",
      "will show", "before:", "was:",
    ].contains { text.holds($0) }
  }

  private func isWritten(_ path: String) -> Bool {
    guard let path = try? SafePath(path) else { return false }
    return reply.edits.contains { $0.path == path }
  }

  /// Whether no other fence opens or has opened in the reply.
  private var isOnlyFence: Bool {
    fences <= 2 && reply.edits.isEmpty
  }

  /// Whether a language tag can belong to a file name.
  private func fits(_ language: String, _ path: String) -> Bool {
    guard !language.isEmpty, let path = try? SafePath(path) else { return language.isEmpty }
    let known = [
      "python": "py", "javascript": "js", "typescript": "ts", "markdown": "md", "text": "txt",
      "rust": "rs", "ruby": "rb", "kotlin": "kt", "yml": "yaml",
    ]
    return (known[language] ?? language) == path.fileExtension
  }

  private mutating func readCommands(_ fence: Fence) {
    let end = body(fence, start: at + 1, fileExtension: "sh").end()
    let close: Int
    if case .closed(let line) = end { close = line } else { close = lines.count }
    for line in lines[min(at + 1, close)..<close] where !line.isBlank {
      var text = line.trimmed
      if text.hasPrefix("$ ") || text.hasPrefix("% ") { text = text.dropFirst(2) }
      if text.first != UInt8(ascii: "#") { list(text) }
    }
    advance(to: min(close + 1, lines.count))
  }

  /// A fence without a path: a whole reply inside it, or an illustration.
  private mutating func readAnonymous(_ fence: Fence) {
    let end = body(fence, start: at + 1, fileExtension: "md").end()
    let close: Int
    if case .closed(let line) = end { close = line } else { close = lines.count }
    let inner = at + 1..<max(at + 1, close)
    if depth < 2, Fence.markdown.contains(fence.language), holdsFiles(inner) {
      var scanner = ReplyScanner(lines: lines.part(inner), tree: tree, ending: ending)
      scanner.depth = depth + 1
      scanner.reply = reply
      reply = scanner.scan()
      note("the reply was wrapped in a fence")
    } else if isIllustration {
      // Not meant for a file.
    } else {
      anonymous += 1
    }
    advance(to: min(close + 1, lines.count))
  }

  private func holdsFiles(_ range: Range<Int>) -> Bool {
    range.contains { index in
      guard lines.fence(index) != nil else { return ReplyMarker.opensRegion(lines[index]) }
      return index > range.lowerBound && paths.path(inLine: lines[index - 1]) != nil
    }
  }

  func body(_ fence: Fence, start: Int, fileExtension: String) -> FenceBody {
    FenceBody(
      lines: lines, opener: fence, start: start, fileExtension: fileExtension, paths: paths)
  }
}
