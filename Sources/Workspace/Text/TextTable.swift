/// Columns of text for a terminal.
package enum TextTable {
  /// The rows with every column but the last padded to its widest cell.
  package static func aligned(_ rows: [[String]]) -> String {
    var widths: [Int] = []
    for row in rows {
      while widths.count < row.count - 1 { widths.append(0) }
      for (column, cell) in row.dropLast().enumerated() {
        widths[column] = max(widths[column], width(of: cell))
      }
    }
    var text: [UInt8] = []
    for row in rows {
      if !text.isEmpty { text.append(UInt8(ascii: "\n")) }
      for (column, cell) in row.dropLast().enumerated() {
        text += cell.utf8
        let blanks = widths[column] - width(of: cell) + 2
        text += repeatElement(UInt8(ascii: " "), count: blanks)
      }
      if let last = row.last { text += last.utf8 }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Columns on the screen; for plain letters, nearly all there are, without looking at characters.
  private static func width(of cell: String) -> Int {
    cell.isPlain ? cell.utf8.count : cell.count
  }
}
