/// Columns of text for a terminal.
enum TextTable {
  /// The rows with every column but the last padded to its widest cell.
  static func aligned(_ rows: [[String]]) -> String {
    var widths: [Int] = []
    for row in rows {
      while widths.count < row.count - 1 { widths.append(0) }
      for column in 0..<max(0, row.count - 1) {
        let width = width(of: row[column])
        if width > widths[column] { widths[column] = width }
      }
    }
    let blanks = String(repeating: " ", count: (widths.max() ?? 0) + 2)
    var text = ""
    for row in rows {
      if !text.isEmpty { text += "\n" }
      for column in 0..<max(0, row.count - 1) {
        text += row[column]
        text += blanks.prefix(widths[column] - width(of: row[column]) + 2)
      }
      text += row.last ?? ""
    }
    return text
  }

  /// Columns on the screen; for plain letters, nearly all there are, without looking at characters.
  private static func width(of cell: String) -> Int {
    let bytes = cell.utf8.count
    return bytes == cell.unicodeScalars.count ? bytes : cell.count
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
