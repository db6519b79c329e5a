package import Workspace

/// One change of one file, as a reply asked for it.
package enum Edit: Sendable, Equatable {
  case write(SafePath, [UInt8])
  case replace(SafePath, [Replacement])
  case delete(SafePath)
  case rename(from: SafePath, to: SafePath, [Replacement])

  /// The file as it is called before the edit.
  package var path: SafePath {
    switch self {
    case .write(let path, _), .replace(let path, _), .delete(let path), .rename(let path, _, _):
      path
    }
  }

  /// Old lines, the new ones in their place, and what is known about the place.
  package struct Replacement: Sendable, Equatable {
    /// The language it was written in; it decides how strict matching is.
    package enum Style: Sendable, Equatable {
      /// SEARCH/REPLACE, or old and new text of a tool call.
      case block
      /// `apply_patch`.
      case patch
      /// Unified diff.
      case diff
    }

    /// A line of the new text.
    package enum NewLine: Sendable, Equatable {
      /// The old line with this index stays, in the file's own bytes.
      case kept(Int)
      case added([UInt8])
    }

    package var style: Style
    /// Lines without endings.
    package var old: [[UInt8]]
    package var new: [NewLine]
    /// Lines to be found first, each behind the one before (`@@ class A`).
    package var anchors: [[UInt8]]
    /// The old lines are the file's last.
    package var isAtEnd: Bool
    /// Where the old lines begin, 1-based, as the reply claims.
    package var lineHint: Int?

    package init(
      style: Style = .block, old: [[UInt8]], new: [NewLine], anchors: [[UInt8]] = [],
      isAtEnd: Bool = false, lineHint: Int? = nil
    ) {
      self.style = style
      self.old = old
      self.new = new
      self.anchors = anchors
      self.isAtEnd = isAtEnd
      self.lineHint = lineHint
    }

    /// Old and new text; lines that stay are found by comparing the two.
    package init(old: [UInt8], new: [UInt8]) {
      let old = ArraySlice(old).lines.map { Array($0) }
      self.init(
        old: old, new: Self.alignment(of: ArraySlice(new).lines.map { Array($0) }, with: old))
    }

    /// The new lines' bytes.
    package var newLines: [[UInt8]] {
      new.map { line in
        switch line {
        case .kept(let index): old[index]
        case .added(let bytes): bytes
        }
      }
    }
  }
}

extension Edit.Replacement {
  /// Which new lines are old ones that stay: a longest common subsequence, in large blocks only the
  /// common start and end.
  static func alignment(of new: [[UInt8]], with old: [[UInt8]]) -> [NewLine] {
    let shorter = min(old.count, new.count)
    let start = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
    let end =
      (0..<(shorter - start)).first {
        old[old.count - 1 - $0] != new[new.count - 1 - $0]
      } ?? (shorter - start)
    let oldMiddle = start..<(old.count - end)
    let newMiddle = start..<(new.count - end)

    var lines: [NewLine] = (0..<start).map { .kept($0) }
    if oldMiddle.count * newMiddle.count <= 250_000 {
      lines += middle(of: new, newMiddle, with: old, oldMiddle)
    } else {
      lines += newMiddle.map { .added(new[$0]) }
    }
    lines += (0..<end).map { .kept(old.count - end + $0) }
    return lines
  }

  private static func middle(
    of new: [[UInt8]], _ newRange: Range<Int>, with old: [[UInt8]], _ oldRange: Range<Int>
  ) -> [NewLine] {
    let width = newRange.count + 1
    var lengths = [Int32](repeating: 0, count: (oldRange.count + 1) * width)
    for i in oldRange.indices.reversed() {
      for j in newRange.indices.reversed() {
        let at = (i - oldRange.lowerBound) * width + (j - newRange.lowerBound)
        lengths[at] =
          old[i] == new[j] ? lengths[at + width + 1] + 1 : max(lengths[at + width], lengths[at + 1])
      }
    }
    var lines: [NewLine] = []
    var i = oldRange.lowerBound
    for j in newRange {
      while i < oldRange.upperBound, old[i] != new[j],
        lengths[(i + 1 - oldRange.lowerBound) * width + j - newRange.lowerBound]
          == lengths[(i - oldRange.lowerBound) * width + j - newRange.lowerBound],
        lengths[(i - oldRange.lowerBound) * width + j - newRange.lowerBound]
          > lengths[(i - oldRange.lowerBound) * width + j + 1 - newRange.lowerBound]
      {
        i += 1
      }
      if i < oldRange.upperBound, old[i] == new[j] {
        lines.append(.kept(i))
        i += 1
      } else {
        lines.append(.added(new[j]))
      }
    }
    return lines
  }
}
