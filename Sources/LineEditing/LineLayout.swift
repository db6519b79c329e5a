/// How an edited text lies in a window: its rows, and the place of the cursor.
package struct LineLayout: Sendable, Equatable {
  /// The rows without the prompt, which stands before the first.
  package private(set) var rows: [String] = [""]
  package private(set) var cursorRow = 0
  /// The column, the prompt or indentation counted.
  package private(set) var cursorColumn = 0

  /// What rows after the first begin with.
  package static let indent = "  "

  /// Lays `line` out in rows of at most `columns`, the first after a prompt of `promptWidth`; of more than
  /// `height` rows those around the cursor are left.
  package init(_ line: EditedLine, promptWidth: Int, columns: Int, height: Int = .max) {
    let columns = max(columns, Self.indent.count + 2)
    var column = promptWidth
    func begin() {
      rows.append(Self.indent)
      column = Self.indent.count
    }
    for (index, character) in line.text.enumerated() {
      if index == line.cursor { (cursorRow, cursorColumn) = (rows.count - 1, column) }
      guard character != "\n" else {
        begin()
        continue
      }
      let shown = character == "\t" ? " " : String(character)
      let width = DisplayWidth.of(shown)
      if column + width > columns {
        begin()
        if index == line.cursor { (cursorRow, cursorColumn) = (rows.count - 1, column) }
      }
      rows[rows.count - 1] += shown
      column += width
    }
    if line.cursor == line.text.count {
      // The cursor needs a place of its own.
      if column >= columns { begin() }
      (cursorRow, cursorColumn) = (rows.count - 1, column)
    }
    cut(to: max(1, height))
  }

  /// Leaves the rows around the cursor.
  private mutating func cut(to height: Int) {
    guard rows.count > height else { return }
    let first = min(max(0, cursorRow - height + 1), rows.count - height)
    rows = Array(rows[first..<(first + height)])
    cursorRow -= first
  }
}
