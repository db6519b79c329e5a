import Workspace

/// Finds lines that stand for code a model was too lazy to write.
enum Placeholder {
  /// The first such line of `new` that is not in `old`; nil where there is none.
  static func first(in new: [[UInt8]], notIn old: [[UInt8]], path: SafePath) -> String? {
    let known = Set(old.map { $0[...].trimmed })
    return new.first { line in
      isPlaceholder(line[...].trimmed, indented: line.first == 0x20 || line.first == 0x09, path)
        && !known.contains(line[...].trimmed)
    }?[...].trimmed.text
  }

  private static func isPlaceholder(_ line: Bytes, indented: Bool, _ path: SafePath) -> Bool {
    guard line.count >= 1, line.count <= 200 else { return false }
    if ["...", "…"].contains(line.text) {
      // An ellipsis is a statement in Python, and text in documents.
      return !(["py", "pyi"].contains(path.fileExtension) && indented)
        && !["md", "txt", "rst", ""].contains(path.fileExtension)
    }
    guard
      let opener = ["//", "#", "/*", "<!--", "{/*", "--", ";"].first(where: { line.hasPrefix($0) })
    else { return false }
    if opener == "#", ["md", "markdown"].contains(path.fileExtension) { return false }
    var text = line.dropFirst(opener.utf8.count).trimmed
    for closer in ["*/}", "*/", "-->"] where text.hasSuffix(closer) {
      text = text.dropLast(closer.utf8.count).trimmed
    }
    var words = text.text.lowercased()
    if words.utf8.first == UInt8(ascii: "("), words.utf8.last == UInt8(ascii: ")") {
      words = String(words.dropFirst().dropLast())
    }
    return isElision(words)
  }

  private static func isElision(_ comment: String) -> Bool {
    let ornaments: Set<Character> = ["-", "=", "~", "<", ">", "*", "_", "[", "]", " "]
    var words = comment.drop { ornaments.contains($0) }
    while let last = words.last, ornaments.contains(last) { words.removeLast() }
    let leading = words.prefix { ".…".contains($0) }
    words = words.dropFirst(leading.count)
    let trailing = words.reversed().prefix { ".…".contains($0) }
    words = words.dropLast(trailing.count)
    let text = words.split(whereSeparator: { " \t:()[]".contains($0) }).joined(separator: " ")
    let starts = leading.count >= 3 || leading.contains("…")
    let ends = trailing.count >= 3 || trailing.contains("…")
    if starts, text.isEmpty { return true }
    if starts || ends {
      let words = [
        "rest of", "existing code", "existing methods", "existing functions", "existing properties",
        "existing implementation", "remaining code", "remaining methods", "remaining functions",
        "unchanged", "same as", "the same", "omitted", "as before", "previous code", "other code",
        "other methods", "other functions", "code here", "the rest", "keep the", "your code",
        "code goes here",
      ]
      if words.contains(where: { text.contains($0) }) { return true }
    }
    if starts, ends || text.split(separator: " ").count <= 3 {
      let words = ["rest", "existing", "remaining", "other", "previous"]
      if words.contains(where: { text.hasPrefix($0) }) { return true }
    }
    let statements = [
      "existing code", "existing code here", "rest of the code", "rest of code", "rest of the file",
      "rest of file", "your code here", "other code", "unchanged", "same as before",
      "rest of the implementation", "rest of implementation", "existing implementation",
    ]
    if statements.contains(text) { return true }
    if isCommand(text) || text.hasPrefix("no changes below") || text.hasPrefix("no other changes") {
      return true
    }
    let subject = [
      "rest of", "rest unchanged", "existing", "remaining", "previous", "other", "everything else",
    ]
    .contains { text.contains($0) }
    let predicate = [
      "remains the same", "remain the same", "stays the same", "remains unchanged",
      "remain unchanged", "stays unchanged", "is unchanged", "unchanged", "goes here",
      "omitted for brevity", "as before", "same as before",
    ].contains { text.hasSuffix($0) }
    return text == "rest unchanged" || subject && predicate || text.hasSuffix("omitted for brevity")
  }

  /// "Keep existing code", "rest of your code here": words for code, and nothing else.
  private static func isCommand(_ text: String) -> Bool {
    var words = text.split(separator: " ").map(String.init)
    if words.last == "here" { words.removeLast() }
    if let first = words.first,
      ["keep", "leave", "include", "insert", "add", "paste"].contains(first)
    {
      words.removeFirst()
    }
    let articles: Set<String> = ["the", "your", "all", "of", "this", "any", "my"]
    let kept = words.filter { !articles.contains($0) }
    guard kept.count == 2, text != "existing code",
      ["rest", "existing", "remaining", "previous", "other"].contains(kept[0])
    else { return false }
    return [
      "code", "file", "implementation", "contents", "content", "methods", "functions", "imports",
      "logic", "class",
    ].contains(kept[1])
  }
}
