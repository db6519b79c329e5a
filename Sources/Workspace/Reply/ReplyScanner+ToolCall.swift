extension ReplyScanner {
  /// Reads a fence that holds a tool call printed as text.
  ///
  /// False where it holds something else.
  mutating func followsToolCall(_ fence: Fence) -> Bool {
    guard let first = firstText(from: at + 1), let byte = lines[first].trimmed.first,
      byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
        || lines[first].hasPrefix("<tool_call>")
    else { return false }
    let end = body(fence, start: at + 1, fileExtension: "json").end()
    var close = lines.count
    if case .closed(let line) = end { close = line }
    guard readToolCall(first..<close, isFenced: true) else { return false }
    advance(to: min(close + 1, lines.count))
    return true
  }

  /// Reads JSON that starts on the first line of `range`.
  ///
  /// False where it is no call that edits.
  mutating func readToolCall(_ range: Range<Int>, isFenced: Bool) -> Bool {
    guard failedCalls < 20, looksLikeCall(range) else { return false }
    var text = lines.text(of: range)[...]
    if let tag = text.prefix(40).range(of: "<tool_call>") { text = text[tag.upperBound...] }
    var parser = JSONParser(text)
    do {
      let value = try parser.value()
      guard read(call: value) else {
        failedCalls += 1
        return false
      }
    } catch {
      let isCut = error.reason.contains("ends") || error.reason.contains("not closed")
      fail(
        isCut && !isFenced ? .truncated : .malformed, nil,
        "A tool call printed as text is not JSON (line \(error.line), column \(error.column): "
          + "\(error.reason)). Send the file as a path line and a fenced block.")
      if !isFenced { advance(to: range.upperBound) }
      return true
    }
    if !isFenced {
      let used = text[..<parser.position].count { $0 == 0x0A }
      advance(to: min(range.lowerBound + used + 1, lines.count))
    }
    return true
  }

  private func looksLikeCall(_ range: Range<Int>) -> Bool {
    let head = lines.text(of: range.prefix(6)).prefix(2_000)
    let hasPath = ["\"path\"", "\"file_path\"", "\"filePath\"", "\"filename\"", "\"file\""]
      .contains { head.contains($0) }
    let hasCall = ["\"arguments\"", "\"content\"", "\"parameters\"", "\"input\"", "\"patch\""]
      .contains { head.contains($0) }
    return hasCall && (hasPath || head.contains("\"name\"") || head.contains("*** Begin Patch"))
  }

  /// Reads the edits of a call, of a list of calls, or of `{"files": […]}`.
  ///
  /// False where there are none.
  private mutating func read(call value: JSONValue) -> Bool {
    if let elements = value.elements {
      var found = false
      for element in elements where read(call: element) { found = true }
      return found
    }
    if let nested = value.value(of: "files", "tool_calls", "edits"), nested.elements != nil,
      value.value(of: "path", "file_path", "filePath") == nil
    {
      return read(call: nested)
    }
    var arguments = value.value(of: "arguments", "parameters", "input", "function") ?? value
    if let text = arguments.string {
      if readPatch(in: text) { return true }
      arguments = (try? JSONParser.parse(text.utf8)) ?? arguments
    } else if arguments.value(of: "arguments", "parameters") != nil {
      return read(call: arguments)
    }
    if let patch = arguments.value(of: "patch", "input", "patchText", "diff")?.string,
      readPatch(in: patch)
    {
      return true
    }
    guard
      let path = arguments.value(
        of: "path", "file_path", "filePath", "filename", "file", "target_file")?.string
    else { return false }
    return readEdit(path, arguments)
  }

  private mutating func readEdit(_ path: String, _ arguments: JSONValue) -> Bool {
    if let content = arguments.value(
      of: "content", "contents", "file_text", "text", "code")?.string
    {
      note("\(path): read from a tool call printed as text")
      guard let path = safe(path) else { return true }
      let isEmpty = content.isEmpty || content.utf8.last == 0x0A
      reply.edits.append(.write(path, Array(content.utf8) + (isEmpty ? [] : [0x0A])))
      return true
    }
    if let old = arguments.value(of: "old", "oldString", "old_string", "old_str", "search")?.string,
      let new = arguments.value(of: "new", "newString", "new_string", "new_str", "replace")?.string
    {
      note("\(path): read from a tool call printed as text")
      guard let path = safe(path) else { return true }
      if old.isEmpty {
        reply.edits.append(.write(path, Array(new.utf8)))
      } else {
        append(Edit.Replacement(old: Array(old.utf8), new: Array(new.utf8)), at: path)
      }
      return true
    }
    return false
  }

  private mutating func readPatch(in text: String) -> Bool {
    guard depth < 2, text.utf8.isSuperstring(of: Array("*** Begin Patch".utf8)) else {
      return false
    }
    note("the patch was read from a tool call printed as text")
    var scanner = ReplyScanner(lines: ReplyLines(Array(text.utf8)[...]), tree: tree, ending: ending)
    scanner.depth = depth + 1
    scanner.reply = reply
    reply = scanner.scan()
    return true
  }
}
