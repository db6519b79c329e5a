extension Example {
  /// What the app is given in one line: runs before it, arguments, standard input, files.
  ///
  /// Long texts are cut at 60 characters, line ends are shown as ⏎.
  package var given: String {
    var parts = Self.words(arguments, stdin)
    parts += files.sorted { $0.key < $1.key }.map { "\($0.key): \(Self.short($0.value))" }
    let first = before.map { run in
      let words = Self.words(run.arguments, run.stdin)
      return (words.isEmpty ? "(nothing)" : words.joined(separator: " ")) + "; "
    }
    return first.joined() + (parts.isEmpty ? "(nothing)" : parts.joined(separator: " "))
  }

  /// What the app is given in full: each run's arguments in a line, texts in blocks.
  package var givenLines: [String] {
    var lines: [String] = []
    for (number, run) in before.enumerated() {
      lines.append("before, run \(number + 1): \(Self.line(run.arguments))")
      lines += Self.block("standard input", run.stdin)
    }
    lines.append("arguments: \(Self.line(arguments))")
    lines += Self.block("standard input", stdin)
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      lines += Self.block("file \(path)", text)
    }
    return lines
  }

  /// What must come out, in one line: output, files, exit code.
  package var expected: String {
    var parts: [String] = []
    if let exit = expect.exit, exit != 0 { parts.append("exit \(exit)") }
    if let text = expect.stdout { parts.append(Self.shown(text)) }
    if let text = expect.stderr { parts.append("error \(Self.shown(text))") }
    for (path, text) in (expect.files ?? [:]).sorted(by: { $0.key < $1.key }) {
      parts.append("\(path): \(Self.shown(text))")
    }
    return parts.isEmpty ? "exit 0" : parts.joined(separator: "; ")
  }

  private static func words(_ arguments: [String], _ stdin: String) -> [String] {
    arguments.map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }
      + (stdin.isEmpty ? [] : ["< \(short(stdin))"])
  }

  private static func line(_ arguments: [String]) -> String {
    arguments.isEmpty ? "none" : words(arguments, "").joined(separator: " ")
  }

  private static func block(_ title: String, _ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return ["\(title):"] + lines.map { "| \($0)" }
  }

  private static func shown(_ text: TextExpectation) -> String {
    if let equals = text.equals { return short(equals) }
    if let lines = text.lines { return short(lines.joined(separator: "\n")) }
    if let pattern = text.matches { return "/\(short(pattern))/" }
    let pieces = (text.contains ?? []).map { "… \(short($0)) …" }
    return (pieces + (text.lacks ?? []).map { "without \(short($0))" }).joined(separator: " ")
  }

  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: "⏎")
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}
