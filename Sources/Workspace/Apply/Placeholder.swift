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
    var words = comment
    var dots = false
    for mark in ["...", "…"] {
      while words.hasPrefix(mark) {
        words.removeFirst(mark.count)
        dots = true
      }
      while words.hasSuffix(mark) {
        words.removeLast(mark.count)
        dots = true
      }
    }
    words = words.split(whereSeparator: { " \t.:()[]".contains($0) }).joined(separator: " ")
    if dots {
      if words.isEmpty { return true }
      return [
        "rest", "existing", "remain", "unchanged", "same as", "the same", "omitted", "as before",
        "previous", "other code", "other methods", "other functions", "code here", "your code",
      ].contains { words.contains($0) }
    }
    let statements = [
      "existing code", "existing code here", "rest of the code", "rest of code", "rest of the file",
      "rest of file", "your code here", "other code", "unchanged", "same as before",
      "rest of the implementation", "rest of implementation", "existing implementation",
    ]
    if statements.contains(words) { return true }
    let subject = ["rest of", "existing", "remaining", "previous", "other", "everything else"]
      .contains { words.contains($0) }
    let predicate = [
      "remains the same", "remain the same", "stays the same", "remains unchanged",
      "remain unchanged", "stays unchanged", "is unchanged", "unchanged", "goes here",
      "omitted for brevity", "as before", "same as before",
    ].contains { words.hasSuffix($0) }
    return subject && predicate || words.hasSuffix("omitted for brevity")
  }
}
