import Workspace

extension ReplyScanner {
  /// Where the JSON of a printed call begins on its line, behind what models put before it.
  static func callStart(_ line: Bytes) -> Int? {
    var rest = line.trimmedStart
    let prefixes = [
      "<tool_call>", "<function_call>", "<|tool_call|>", "<|python_tag|>", "[TOOL_CALLS]",
      "functions.", "function_call:", "```",
    ]
    if let prefix = prefixes.first(where: { rest.hasPrefix($0) }) {
      guard let start = rest.firstIndex(where: { $0 == UInt8(ascii: "{") }) else {
        return prefix.utf8.first == UInt8(ascii: "<") ? line.endIndex : nil
      }
      let before = rest[..<start].trimmed
      rest =
        before.last == UInt8(ascii: "[")
        ? rest[before.index(before: before.endIndex)...] : rest[start...]
      return rest.startIndex
    }
    guard rest.first == UInt8(ascii: "{") || rest.hasPrefix("[{") else { return nil }
    return rest.startIndex
  }

  /// Reads a fence that holds a tool call printed as text.
  ///
  /// False where it holds something else.
  mutating func followsToolCall(_ fence: Fence) -> Bool {
    guard let first = firstText(from: at + 1),
      Self.callStart(lines[first]) != nil || lines[first].trimmed.text == "["
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
    let line = lines[range.lowerBound]
    let skipped = Self.callStart(line).map { $0 - line.startIndex } ?? 0
    let text = lines.text(of: range).dropFirst(skipped).dropLast()
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
        isCut && range.upperBound == lines.count ? .truncated : .malformed, nil,
        "A tool call printed as text is not JSON (line \(error.line), column \(error.column): "
          + "\(error.reason)). Send the file as a path line and a fenced block.")
      if !isFenced { advance(to: range.upperBound) }
      return true
    }
    if !isFenced {
      let used = text.prefix(parser.consumed).count { $0 == 0x0A }
      advance(to: min(range.lowerBound + used + 1, lines.count))
    }
    return true
  }

  private func looksLikeCall(_ range: Range<Int>) -> Bool {
    let start = range.prefix(6)
    guard !start.contains(where: { PatchMarker(lines[$0]) != nil }) else { return false }
    let head = lines.text(of: start).prefix(2_000)
    func holds(_ keys: [String]) -> Bool { keys.contains { head.contains("\"\($0)\"") } }
    let hasPayload = holds([
      "arguments", "args", "parameters", "input", "action_input", "content", "contents",
      "file_text", "new_content", "code", "patch", "diff", "edits", "changes", "files", "old",
      "old_string", "oldString", "old_str", "search", "find",
    ])
    return hasPayload
      && (holds(["path", "file_path", "filePath", "filename", "file", "name", "files"])
        || holds(["patch"]))
      || head.contains("*** Begin Patch")
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
    if let files = value.value(of: "files")?.members, value.value(of: "path", "name") == nil {
      var found = false
      for file in files {
        guard case .string(let text) = file.value else { continue }
        let call = JSONValue.object([
          .init("path", .string(file.key)), .init("content", .string(text)),
        ])
        if read(call: call) { found = true }
      }
      return found
    }
    if let nested = value.value(of: "files", "tool_calls", "edits", "changes"),
      nested.elements != nil, value.value(of: "path", "file_path", "filePath") == nil
    {
      return read(call: nested)
    }
    if let command = (value.value(of: "cmd", "command")?.elements)?.compactMap(\.string),
      let patch = command.first(where: { readPatch(in: $0) })
    {
      return !patch.isEmpty
    }
    var arguments =
      value.value(of: "arguments", "parameters", "args", "input", "action_input", "function")
      ?? value
    if let text = arguments.string {
      if readPatch(in: text) { return true }
      arguments = (try? JSONParser.parse(text.utf8)) ?? arguments
    } else if arguments.value(of: "arguments", "parameters") != nil {
      return read(call: arguments)
    }
    let patch = arguments.value(of: "patch", "input", "patchText", "diff")?.string
    let path = arguments.value(
      of: "path", "file_path", "filePath", "filename", "file", "target_file")?.string
    if let patch, readPatch(in: patch, path: path) { return true }
    guard let path else { return false }
    guard let edits = arguments.value(of: "edits")?.elements else {
      return readEdit(path, arguments)
    }
    var found = false
    for edit in edits where readEdit(path, edit) { found = true }
    return found
  }

  private mutating func readEdit(_ path: String, _ arguments: JSONValue) -> Bool {
    if let content = arguments.value(
      of: "content", "contents", "file_text", "new_content", "text", "code")?.string
    {
      note("\(path): read from a tool call printed as text")
      guard let path = safe(path) else { return true }
      let isEmpty = content.isEmpty || content.utf8.last == 0x0A
      reply.edits.append(.write(path, Array(content.utf8) + (isEmpty ? [] : [0x0A])))
      return true
    }
    if let old = arguments.value(
      of: "old", "oldString", "old_string", "old_str", "oldText", "search", "find")?.string,
      let new = arguments.value(
        of: "new", "newString", "new_string", "new_str", "newText", "replace")?.string
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

  /// Reads an edit in another format out of a call's text.
  ///
  /// False where it holds none.
  private mutating func readPatch(in text: String, path: String? = nil) -> Bool {
    let bytes = Array(text.utf8)[...]
    guard depth < 2 else { return false }
    var head = ""
    if !bytes.contains("*** Begin Patch") {
      if let path, bytes.contains("<<<<<<< SEARCH") || bytes.contains("------- SEARCH") {
        head = path + "\n"
      } else if bytes.hasPrefix("@@"), let path {
        head = "--- \(path)\n+++ \(path)\n"
      } else if !bytes.hasPrefix("--- "), !bytes.hasPrefix("diff --git ") {
        return false
      }
    }
    note("the patch was read from a tool call printed as text")
    var scanner = ReplyScanner(
      lines: ReplyLines(Array(head.utf8)[...] + bytes), tree: tree, ending: ending)
    scanner.depth = depth + 1
    scanner.reply = reply
    reply = scanner.scan()
    return true
  }
}
