import Workspace

/// Two texts as one list of lines: what is missing with -, what came instead with +.
enum LineDifference {
  /// Lines that both have are shown only beside a change.
  static func lines(of difference: TextDifference) -> [FailureText.Line] {
    let merged = merged(difference)
    var lines: [FailureText.Line] = []
    for (index, line) in merged.enumerated() {
      let near = merged[max(0, index - 1)...min(merged.count - 1, index + 1)]
      if line.kind != .text || near.contains(where: { $0.kind != .text }) { lines.append(line) }
    }
    if difference.expected.isEmpty { lines.insert(.init(.expected, "  - (nothing)"), at: 0) }
    if difference.actual.isEmpty { lines.append(.init(.actual, "  + (nothing)")) }
    let left = difference.leftOut
    if left.expected > 0 || left.actual > 0 {
      lines.append(
        .init(.more, "  … cut: \(left.expected) more lines expected, \(left.actual) came out"))
    }
    return lines
  }

  private static func merged(_ difference: TextDifference) -> [FailureText.Line] {
    let (old, new) = (difference.expected.map(Line.init), difference.actual.map(Line.init))
    let changes = new.difference(from: old)
    let removed = Set(changes.removals.map(\.place))
    let inserted = Set(changes.insertions.map(\.place))
    var lines: [FailureText.Line] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        lines.append(.init(.expected, "  - \(shown(old[left].text))"))
        left += 1
      } else if right < new.count, inserted.contains(right) {
        lines.append(.init(.actual, "  + \(shown(new[right].text))"))
        right += 1
      } else {
        lines.append(.init(.text, "    \(old[left].text)"))
        (left, right) = (left + 1, right + 1)
      }
    }
    return lines
  }

  /// Blanks at the end and tabs are shown, since nothing else may differ.
  private static func shown(_ line: String) -> String {
    let end = line.reversed().prefix { $0 == " " }.count
    return line.dropLast(end).replacing("\t", with: "⇥") + String(repeating: "·", count: end)
  }

  /// A line as its scalars: texts that look the same may differ.
  private struct Line: Equatable {
    var text: String

    static func == (left: Self, right: Self) -> Bool {
      left.text.unicodeScalars.elementsEqual(right.text.unicodeScalars)
    }
  }
}

extension CollectionDifference.Change {
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
