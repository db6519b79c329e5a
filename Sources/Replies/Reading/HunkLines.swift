import Workspace

/// The lines of a hunk while it is read: unchanged, removed and added ones in order.
struct HunkLines {
  var style: Edit.Replacement.Style
  var anchors: [[UInt8]] = []
  var isAtEnd = false
  var lineHint: Int?
  private var lines: [(mark: UInt8, text: Bytes)] = []

  init(style: Edit.Replacement.Style) { self.style = style }

  var isEmpty: Bool { lines.isEmpty }

  /// Takes a line with its mark; an empty line is an unchanged empty one.
  ///
  /// False for any other line.
  mutating func append(_ line: Bytes) -> Bool {
    guard let mark = line.first else {
      lines.append((0x20, line))
      return true
    }
    guard mark == 0x20 || mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else {
      if mark == 0x09 {
        lines.append((0x20, line))
        return true
      }
      return false
    }
    lines.append((mark, line.dropFirst()))
    return true
  }

  /// The replacement; blank unchanged lines that the reply lost their mark for are dropped at the end.
  var replacement: Edit.Replacement {
    var kept = lines
    while let last = kept.last, last.mark == 0x20, last.text.isBlank, kept.count > 1 {
      kept.removeLast()
    }
    var old: [[UInt8]] = []
    var new: [Edit.Replacement.NewLine] = []
    for line in kept {
      switch line.mark {
      case UInt8(ascii: "+"): new.append(.added(Array(line.text)))
      case UInt8(ascii: "-"): old.append(Array(line.text))
      default:
        new.append(.kept(old.count))
        old.append(Array(line.text))
      }
    }
    return Edit.Replacement(
      style: style, old: old, new: new, anchors: anchors, isAtEnd: isAtEnd, lineHint: lineHint)
  }

  /// Whether the text behind `@@` gives line numbers (`-1,2 +1,2`, `...`), not a line of the file.
  static func isPosition(_ text: Bytes) -> Bool {
    text.allSatisfy { "-+,.X0123456789 @…".utf8.contains($0) }
  }
}
