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
    var content = lines[min(bodyStart, close)..<close]
    content = unwrapped(content, suffix: suffix, path: path)
    if fence.indentation > 0 {
      content = ArraySlice(content.map { Self.dedented($0, by: fence.indentation) })
    }
    if let comment, content.indices.contains(comment),
      let next = content[(comment + 1)...].first(where: { !$0.isBlank }),
      next.contains("swift-tools-version")
    {
      content = content[(comment + 1)...].drop(while: \.isBlank)
    }
    latest = path
    announced = nil
    guard let safePath = safe(path) else { return }
    reply.edits.append(.write(safePath, content.joinedLines))
  }

  /// Drops a second fence around the body of a file that is not Markdown.
  private mutating func unwrapped(
    _ content: ArraySlice<Bytes>, suffix: String, path: String
  ) -> ArraySlice<Bytes> {
    guard !["md", "markdown", "mdx"].contains(suffix),
      let first = content.firstIndex(where: { !$0.isBlank }),
      let last = content.lastIndex(where: { !$0.isBlank }), first < last,
      let opener = Fence(content[first]), let closer = Fence(content[last]), closer.isBare,
      closer.character == opener.character
    else { return content }
    note("\(path): a second fence around its text was dropped")
    return content[(first + 1)..<last]
  }

  static func dedented(_ line: Bytes, by count: Int) -> Bytes {
    var rest = line
    var left = count
    while left > 0, rest.first == 0x20 {
      rest = rest.dropFirst()
      left -= 1
    }
    return rest
  }
}
