import Foundation
import Workspace

/// Columns of text for a terminal.
enum TextTable {
  /// The rows with every column but the last padded to its widest cell.
  static func aligned(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1
          ? cell : cell.padding(toLength: widths[column], withPad: " ", startingAt: 0)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
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

/// Sizes of folders.
enum DirectorySize {
  /// Bytes of all files below `path`, links not followed.
  static func bytes(of path: String) -> Int { HostileFolder(path).size.bytes }

  static func text(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\(max(1, bytes / 1000)) kB" : String(format: "%.1f MB", Double(bytes) / 1e6)
  }
}
