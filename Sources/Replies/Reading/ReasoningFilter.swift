import Workspace

/// Drops a model's reasoning from its reply.
///
/// Knows `<think>…</think>` and its relatives, also where the opener is missing or was printed as a
/// fence. Tags inside fenced files are left alone.
struct ReasoningFilter {
  /// Reasoning began and did not end.
  private(set) var isOpen = false

  private static let names = ["think", "thinking", "thought", "reasoning", "reflection"]

  /// The lines without reasoning; in place, because a reply may have a million of them.
  mutating func visible(_ lines: consuming ReplyLines) -> ReplyLines {
    var kept = 0
    var fence: Fence?
    for index in lines.indices {
      // Only a tag or a fence changes what is visible.
      if !isOpen, !lines.holds(UInt8(ascii: "<"), index), lines.fence(index) == nil {
        if kept < index { lines[kept] = lines[index] }
        kept += 1
        continue
      }
      let line = lines[index]
      var rest = line
      if fence == nil, !isOpen, let opener = Self.opener(of: line) {
        isOpen = true
        rest = opener
      }
      if isOpen {
        guard let after = Self.afterCloser(in: rest) else { continue }
        isOpen = false
        if after.isBlank { continue }
        rest = after
      } else if fence == nil, let after = Self.afterCloser(in: line), Self.isCloser(line) {
        // The opener was lost: everything before was reasoning.
        kept = 0
        if after.isBlank { continue }
        rest = after
      }
      if let open = fence {
        if let found = Fence(rest), found.closes(open) { fence = nil }
      } else {
        fence = Fence(rest)
      }
      lines[kept] = rest
      kept += 1
    }
    lines.keep(first: kept)
    return lines
  }

  /// Whether a line begins reasoning that it does not end.
  static func opens(_ line: Bytes) -> Bool {
    opener(of: line).map { afterCloser(in: $0) == nil } ?? false
  }

  /// Whether a line ends reasoning.
  static func closes(_ line: Bytes) -> Bool { afterCloser(in: line) != nil }

  /// What follows an opening tag at the start of a line.
  private static func opener(of line: Bytes) -> Bytes? {
    let start = line.trimmedStart
    guard start.first == UInt8(ascii: "<") || start.first == UInt8(ascii: "`") else { return nil }
    let rest = start.drop { $0 == UInt8(ascii: "`") }
    for name in names {
      if rest.hasPrefix("<\(name)>") { return rest.dropFirst(name.utf8.count + 2) }
      if rest.count < start.count, rest.hasPrefix("\(name)>") {
        return rest.dropFirst(name.utf8.count + 1)
      }
    }
    return nil
  }

  private static func afterCloser(in line: Bytes) -> Bytes? {
    guard line.contains(UInt8(ascii: "<")) else { return nil }
    return names.compactMap { line.range(of: "</\($0)>") }.min { $0.lowerBound < $1.lowerBound }
      .map { line[$0.upperBound...] }
  }

  /// Whether a closing tag stands at the start or the end of a line, as reasoning ends.
  private static func isCloser(_ line: Bytes) -> Bool {
    let rest = line.trimmed
    return names.contains { rest.hasPrefix("</\($0)>") || rest.hasSuffix("</\($0)>") }
  }
}
