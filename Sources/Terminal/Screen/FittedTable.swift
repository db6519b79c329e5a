import LineEditing
import Workspace

/// A table cut to the width of a terminal: the last column is cut, and if too little of it would be left,
/// the columns before it go, from the right.
package struct FittedTable {
  private let columns: Int

  package init(columns: Int) { self.columns = columns }

  /// Of the last column at least so much is shown.
  private static let leastOfLast = 16

  private static func width(of cell: String) -> Int {
    cell.isPlain ? cell.utf8.count : DisplayWidth.of(cell)
  }

  private static func cut(_ cell: String, to columns: Int) -> String {
    cell.isPlain && cell.utf8.count <= columns ? cell : DisplayWidth.fitted(cell, to: columns)
  }

  /// The rows as they fit; the first column and the last one stay as long as there is room for both.
  package func rows(of rows: [[String]]) -> [[String]] {
    guard let count = rows.first?.count, count > 1 else { return rows }
    let widths = (0..<(count - 1)).map { column in
      2 + (rows.map { Self.width(of: $0[column]) }.max() ?? 0)
    }
    var kept = widths.count
    while kept > 1, columns - widths.prefix(kept).reduce(0, +) < Self.leastOfLast { kept -= 1 }
    let room = columns - widths.prefix(kept).reduce(0, +)
    return rows.map { row in
      let first = Array(row.prefix(kept))
      guard room >= Self.leastOfLast / 2 else {
        return first.map { Self.cut($0, to: columns) }
      }
      return first + [Self.cut(row[count - 1], to: room)]
    }
  }
}
