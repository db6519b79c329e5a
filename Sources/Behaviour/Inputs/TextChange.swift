import Workspace

/// A change of a text of an input that has a name: what the input is then given with.
struct TextChange: Sendable {
  /// What is other, for messages: "with half of its input".
  let what: String
  /// Returns the text itself if the change does not concern it.
  let apply: @Sendable (String) -> String

  init(_ what: String, _ apply: @escaping @Sendable (String) -> String) {
    self.what = what
    self.apply = apply
  }

  /// A change of the data lines; the names of columns stay.
  ///
  /// JSON stays, since its lines are not data.
  static func rows(
    _ what: String, _ change: @escaping @Sendable ([String]) -> [String]
  ) -> TextChange {
    TextChange(what) { text in
      let shape = TextShape(text)
      let lines = TextLines(text)
      let head = lines.lines.prefix(shape.headLines)
      guard !shape.isJSON, lines.lines.count > shape.headLines else { return text }
      return lines.with(head + change(Array(lines.lines.dropFirst(shape.headLines))))
    }
  }

  /// A change of one cell: that of the first data line, in the column with this number from the end.
  ///
  /// A line of a text that is no table has its words as cells.
  static func cell(
    _ what: String, fromEnd: Int, _ change: @escaping @Sendable (String) -> String
  ) -> TextChange {
    TextChange(what) { text in
      let shape = TextShape(text)
      let lines = TextLines(text)
      guard !shape.isJSON, shape.headLines < lines.lines.count else { return text }
      let separator = shape.separator ?? " "
      var cells = lines.lines[shape.headLines].split(
        separator: separator, omittingEmptySubsequences: false
      ).map(String.init)
      guard fromEnd < cells.count else { return text }
      cells[cells.count - 1 - fromEnd] = change(cells[cells.count - 1 - fromEnd])
      var changed = lines
      changed.lines[shape.headLines] = cells.joined(separator: String(separator))
      return changed.text
    }
  }

  /// A change of the first number.
  static func number(_ what: String, _ number: String) -> TextChange {
    TextChange(what) { text in
      guard let start = text.firstIndex(where: \.isASCIIDigit) else { return text }
      let end = text[start...].firstIndex { !$0.isASCIIDigit } ?? text.endIndex
      return text[..<start] + number + text[end...]
    }
  }
}

extension Character {
  var isASCIIDigit: Bool { isASCII && isNumber }
}
