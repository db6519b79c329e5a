/// Text broken into rows at blanks, for a window.
package enum WrappedText {
  /// The text with lines that are wider than `columns` broken where words end.
  ///
  /// What follows a break is indented a little more than its line, or as what stands in its second column
  /// ("  time      …"). Words that are too long by themselves stay whole, as somebody may want to copy
  /// them. Sequences that set colours take no room.
  package static func of(_ text: String, columns: Int) -> String {
    // Bytes are never fewer than columns.
    if text.utf8.count <= columns { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { broken($0, columns) }.joined(separator: "\n")
  }

  private static func broken(_ line: Substring, _ columns: Int) -> String {
    guard width(line) > columns else { return String(line) }
    let indent = min(hanging(line), columns / 2)
    var result = ""
    var column = 0
    /// Blanks that come before the next word, unless a row ends there.
    var blanks = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      guard !word.isEmpty else {
        blanks += 1
        continue
      }
      let width = width(word)
      if column > indent, column + blanks + width > columns {
        result += "\n" + String(repeating: " ", count: indent)
        column = indent
      } else {
        result += String(repeating: " ", count: blanks)
        column += blanks
      }
      result += word
      column += width
      blanks = 1
    }
    return result
  }

  /// Where the rows after the first begin.
  private static func hanging(_ line: Substring) -> Int {
    let plain = Array(unstyled(line))
    let start = plain.prefix { $0 == " " }.count
    let gap = plain.indices.dropFirst(start).first { index in
      index + 1 < plain.count && plain[index] == " " && plain[index + 1] == " "
    }
    guard let gap, let second = plain[gap...].firstIndex(where: { $0 != " " }), second <= 16 else {
      return start + 2
    }
    return second
  }

  private static func width(_ text: Substring) -> Int { DisplayWidth.of(unstyled(text)) }

  /// Without what sets colours: ESC [ … m.
  private static func unstyled(_ text: Substring) -> String {
    guard text.utf8.contains(0x1B) else { return String(text) }
    var result = String.UnicodeScalarView()
    var isStyle = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isStyle = true }
      if !isStyle { result.append(scalar) }
      if isStyle, scalar == "m" { isStyle = false }
    }
    return String(result)
  }
}
