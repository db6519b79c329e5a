/// Columns of text for a terminal.
enum TextTable {
  /// The rows with every column but the last padded to its widest cell.
  static func aligned(_ rows: [[String]]) -> String {
    var widths: [Int] = []
    let lengths = rows.map { row in row.dropLast().map(\.count) }
    for length in lengths {
      for (column, width) in length.enumerated() {
        if column == widths.count { widths.append(0) }
        if width > widths[column] { widths[column] = width }
      }
    }
    var text = ""
    for (row, length) in zip(rows, lengths) {
      if !text.isEmpty { text += "\n" }
      for (column, width) in length.enumerated() {
        text += row[column]
        text += String(repeating: " ", count: widths[column] - width + 2)
      }
      text += row.last ?? ""
    }
    return text
  }
}

/// Durations in one unit, as in listings.
enum Age {
  static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<60: "\(Int(seconds)) s"
    case ..<3600: "\(Int(seconds / 60)) min"
    case ..<86_400: "\(Int(seconds / 3600)) h"
    default: "\(Int(seconds / 86_400)) d"
    }
  }
}

/// Sizes of folders in words.
enum DirectorySize {
  static func text(_ bytes: Int) -> String {
    guard bytes >= 1_000_000 else { return "\(max(1, bytes / 1000)) kB" }
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}
