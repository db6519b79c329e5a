import Workspace

extension ReplyScanner {
  /// Reads a whole file between fences.
  ///
  /// `comment` is a first line that only names the file.
  mutating func readWholeFile(_ fence: Fence, path: String, bodyStart: Int, comment: Int? = nil) {
    let name = String(path.split(separator: "/").last ?? "")
    let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let end = body(fence, start: bodyStart, fileExtension: suffix).end()
    let close: Int
    switch end {
    case .closed(let line):
      close = line
      at = line + 1
    case .closedByOpener(let line):
      note("\(path): its fence was closed on the line that opens the next")
      close = line
      lines[line] = lines[line].trimmedStart.dropFirst(fence.length)
      at = line
    case .closedShort(let line):
      note("\(path): closed by a shorter fence than it was opened with")
      close = line
      at = line + 1
    case .open(let level) where level == 1 && ending == .complete:
      note("\(path): its last fence is missing")
      close = lines.count
      at = lines.count
    case .open:
      fail(
        .truncated, path,
        "The file \(path) has no closing fence: the reply ended too early, or fences inside the file "
          + "do not pair. Send it again whole, between fences of four backticks.")
      at = lines.count
      floor = at
      return
    }
    floor = at
    var content = unwrapped(min(bodyStart, close)..<close, suffix: suffix, path: path)
    if let comment, content.contains(comment), let next = firstText(from: comment + 1),
      content.contains(next), lines[next].contains("swift-tools-version")
    {
      content = next..<content.upperBound
    }
    latest = path
    announced = nil
    if let line = content.first(where: { !lines.isBlank($0) }), looksLikeBlock(line, content) {
      fail(
        .malformed, path,
        "The text for \(path) looks like a block of old and new lines, but its markers are not "
          + "`<<<<<<< SEARCH`, `=======` and `>>>>>>> REPLACE`.")
      return
    }
    guard let safePath = safe(path) else { return }
    reply.edits.append(.write(safePath, lines.text(of: content, dedentedBy: fence.indentation)))
  }

  /// Whether a text begins with `<<<<<<<` and goes on like a block.
  private func looksLikeBlock(_ first: Int, _ content: Range<Int>) -> Bool {
    guard lines[first].hasPrefix("<<<<<<<") else { return false }
    let divider = content.first { $0 > first && lines[$0].hasPrefix("=======") }
    guard let divider else { return false }
    return content.contains { $0 > divider && lines[$0].hasPrefix(">>>>>>>") }
  }

  /// Drops a second fence around the body of a file that is not Markdown.
  private mutating func unwrapped(
    _ content: Range<Int>, suffix: String, path: String
  ) -> Range<Int> {
    guard !["md", "markdown", "mdx"].contains(suffix),
      let first = content.first(where: { !lines.isBlank($0) }),
      let last = content.last(where: { !lines.isBlank($0) }), first < last,
      let opener = lines.fence(first), let closer = lines.fence(last), closer.isBare,
      closer.character == opener.character
    else { return content }
    note("\(path): a second fence around its text was dropped")
    return first + 1..<last
  }
}
