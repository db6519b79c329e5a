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
    var text = lines[at..<end].joinedLines[...]
    if let close = text.range(of: "</boltArtifact>") { text = text[..<close.lowerBound] }
    var isClosedLater = true
    while let tag = BoltTag("boltAction", in: text), reply.errors.count < 50 {
      text = text[tag.range.upperBound...]
      let close = isClosedLater ? text.range(of: "</boltAction>") : nil
      isClosedLater = close != nil
      let next = BoltTag("boltAction", in: text)?.range.lowerBound
      let path = tag["filePath"]
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
    guard tag["type"] == "file" || (tag["type"] == nil && tag["filePath"] != nil) else {
      let command = body.lines.filter { !$0.isBlank }.map { $0.trimmed.text }
      reply.commands += command
      return
    }
    guard let name = tag["filePath"], !name.isEmpty else {
      fail(.noFilename, nil, "A <boltAction type=\"file\"> has no filePath; add it.")
      return
    }
    guard let path = safe(name) else { return }
    var lines = Array(body.lines.drop(while: \.isBlank))
    while lines.last?.isBlank == true { lines.removeLast() }
    if !["md", "markdown", "mdx"].contains(path.fileExtension) {
      if lines.count >= 2, let opener = Fence(lines[0]), let closer = Fence(lines[lines.count - 1]),
        closer.isBare, closer.character == opener.character
      {
        lines = Array(lines.dropFirst().dropLast())
        note("\(path): a fence around its text was dropped")
      }
      if !["html", "xml", "svg", "htm"].contains(path.fileExtension),
        lines.contains(where: { $0.contains("&lt;") || $0.contains("&gt;") }),
        !lines.contains(where: { $0.contains(UInt8(ascii: "<")) || $0.contains("->") })
      {
        lines = lines.map { Escapes.entitiesDecoded($0)[...] }
        note("\(path): its HTML entities were decoded")
      }
    }
    reply.edits.append(.write(path, lines.joinedLines))
  }
}
