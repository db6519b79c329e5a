/// Drops a model's reasoning from its reply.
///
/// Knows `<think>…</think>` and its relatives, also where the opener is missing or was printed as a
/// fence. Tags inside fenced files are left alone.
struct ReasoningFilter {
  /// Reasoning began and did not end.
  private(set) var isOpen = false

  private static let names = ["think", "thinking", "thought", "reasoning", "reflection"]

  mutating func visible(_ lines: [Bytes]) -> [Bytes] {
    var visible: [Bytes] = []
    var fence: Fence?
    for line in lines {
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
        visible = []
        if after.isBlank { continue }
        rest = after
      }
      if let open = fence {
        if let found = Fence(rest), found.closes(open) { fence = nil }
      } else {
        fence = Fence(rest)
      }
      visible.append(rest)
    }
    return visible
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
    names.compactMap { line.range(of: "</\($0)>") }.min { $0.lowerBound < $1.lowerBound }
      .map { line[$0.upperBound...] }
  }

  /// Whether a closing tag stands at the start or the end of a line, as reasoning ends.
  private static func isCloser(_ line: Bytes) -> Bool {
    let rest = line.trimmed
    return names.contains { rest.hasPrefix("</\($0)>") || rest.hasSuffix("</\($0)>") }
  }
}
