import Workspace

extension ReplyScanner {
  /// Reads a bolt artifact, or a lone action: files to write, commands to list.
  ///
  /// No nesting, no escaping: the first `</boltAction>` ends an action. Where it is missing, the next
  /// action's tag or the artifact's end does; at the end of the reply the action is unfinished.
  mutating func readBolt() {
    let isArtifact = BoltTag("boltArtifact", in: lines[at]) != nil
    let last = isArtifact ? (at..<lines.count).first { lines[$0].contains("</boltArtifact>") } : nil
    let end: Int
    if let last {
      end = last + 1
    } else if isArtifact {
      end = lines.count
    } else {
      end =
        ((at..<lines.count).first { lines[$0].contains("</boltAction>") } ?? lines.count - 1) + 1
    }
    var text = lines.text(of: at..<end)[...]
    if let close = text.range(of: "</boltArtifact>") { text = text[..<close.lowerBound] }
    var isClosedLater = true
    while let tag = BoltTag("boltAction", in: text), reply.errors.count < 50 {
      text = text[tag.range.upperBound...]
      let close = isClosedLater ? text.range(of: "</boltAction>") : nil
      isClosedLater = close != nil
      let next = BoltTag("boltAction", in: text)?.range.lowerBound
      let path = tag.path
      if let close, close.lowerBound < next ?? Int.max {
        read(tag, body: text[..<close.lowerBound])
        text = text[close.upperBound...]
      } else if let stop = next ?? (last == nil ? nil : text.endIndex) {
        note("\(path ?? "an action"): its closing tag is missing")
        read(tag, body: text[..<stop])
        text = text[stop...]
      } else {
        fail(
          .truncated, path,
          "The reply ended inside \(path ?? "an action"); send that file again, whole.")
        break
      }
    }
    advance(to: end)
  }

  private mutating func read(_ tag: BoltTag, body: Bytes) {
    guard tag.type == "file" || (tag.path != nil && !["shell", "start"].contains(tag.type)) else {
      for line in ReplyLines(body) where !line.isBlank { list(line) }
      return
    }
    guard let name = tag.path, !name.isEmpty else {
      fail(.noFilename, nil, "A <boltAction type=\"file\"> has no filePath; add it.")
      return
    }
    guard let path = safe(name) else { return }
    let lines = ReplyLines(body)
    var range = lines.indices
    if let first = range.first(where: { !lines.isBlank($0) }),
      let last = range.last(where: { !lines.isBlank($0) })
    {
      range = first..<last + 1
    } else {
      range = 0..<0
    }
    let isMarkdown = ["md", "markdown", "mdx"].contains(path.fileExtension)
    if !isMarkdown, range.count >= 2, let opener = lines.fence(range.lowerBound),
      let closer = lines.fence(range.upperBound - 1), closer.isBare,
      closer.character == opener.character
    {
      range = range.lowerBound + 1..<range.upperBound - 1
      note("\(path): a fence around its text was dropped")
    }
    var text = lines.text(of: range)
    if !isMarkdown, !["html", "xml", "svg", "htm"].contains(path.fileExtension),
      text[...].contains("&lt;") || text[...].contains("&gt;"),
      !text.contains(UInt8(ascii: "<")), !text[...].contains("->")
    {
      text = Escapes.entitiesDecoded(text)
      note("\(path): its HTML entities were decoded")
    }
    reply.edits.append(.write(path, text))
  }
}
