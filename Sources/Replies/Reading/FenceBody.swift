import Workspace

/// Finds the line that closes a fenced file: nested fences, fences in string literals, and closers
/// that could as well be openers.
///
/// Levels are counted: a tagged fence opens one, a bare fence closes one. A bare fence at the first
/// level opens where text follows it directly and a bare partner with more of the file behind it.
/// In a language with multi-line string literals the literal decides instead.
struct FenceBody {
  /// Where the file ends.
  enum End: Equatable {
    /// The closing fence's line.
    case closed(Int)
    /// A line that closes this fence and opens the next in one run of backticks.
    case closedByOpener(Int)
    /// Closed by a shorter fence than was opened.
    case closedShort(Int)
    /// No end: how many fences are open.
    case open(level: Int)
  }

  let lines: ReplyLines
  let opener: Fence
  /// The line behind the opener.
  let start: Int
  /// The file's name says how a literal that spans lines is written.
  let fileExtension: String
  let paths: PathRecogniser

  func end() -> End {
    if let quotes = literalQuotes, case .closed(let line) = endOutsideLiterals(quotes) {
      return .closed(line)
    }
    let end = endByLevels(minimum: opener.length)
    if case .open = end, opener.length > 3,
      let last = lines.indices.last(where: { !lines.isBlank($0) }), last >= start,
      let fence = Fence(lines[last]), fence.isBare, fence.character == opener.character
    {
      return .closedShort(last)
    }
    return end
  }

  private var literalQuotes: [String]? {
    switch fileExtension {
    case "swift", "kt", "java", "scala": ["\"\"\""]
    case "py", "pyi": ["\"\"\"", "'''"]
    default: nil
    }
  }

  private func endOutsideLiterals(_ quotes: [String]) -> End {
    var open: String?
    for index in start..<lines.count {
      if let fence = lines.fence(index), fence.length >= opener.length {
        if open == nil { return fence.closes(opener) ? .closed(index) : .open(level: 1) }
        // A literal that seems to go on into the next file was never one.
        if let next = nextText(after: index), startsAnotherFile(next) { return .open(level: 1) }
      }
      guard quotes.contains(where: { lines.holds($0.utf8[$0.startIndex], index) }) else { continue }
      var rest = lines[index]
      while let quote = quotes.compactMap({ quote in
        open == nil || open == quote ? rest.range(of: quote).map { ($0, quote) } : nil
      }).min(by: { $0.0.lowerBound < $1.0.lowerBound }) {
        open = open == nil ? quote.1 : nil
        rest = rest[quote.0.upperBound...]
      }
    }
    return .open(level: 1)
  }

  private func endByLevels(minimum: Int) -> End {
    var level = 1
    for index in start..<lines.count {
      guard let fence = lines.fence(index), fence.character == opener.character,
        fence.length >= minimum
      else { continue }
      if !fence.isBare {
        if level == 1, fence.length == 2 * opener.length { return .closedByOpener(index) }
        level += 1
      } else if level > 1 {
        level -= 1
      } else if !opens(index) {
        return .closed(index)
      } else {
        level += 1
      }
    }
    return .open(level: level)
  }

  /// Whether the bare fence at a line, met at the first level, begins a nested block.
  private func opens(_ index: Int) -> Bool {
    let next = index + 1
    guard next < lines.count, !lines.isBlank(next), lines.fence(next) == nil else { return false }
    guard !startsAnotherFile(next) else { return false }
    guard let partner = nextFence(after: index), let fence = Fence(lines[partner]), fence.isBare,
      let after = nextText(after: partner)
    else { return false }
    // A path above the partner and text directly below it: the partner opens the next file.
    if partner - 1 > index, paths.path(inLine: lines[partner - 1]) != nil, after == partner + 1,
      Fence(lines[after]) == nil
    {
      return false
    }
    // Behind the partner: the closer itself, or text that a later closer ends.
    if let closer = Fence(lines[after]) { return closer.isBare && after == partner + 1 }
    guard !startsAnotherFile(after) else { return false }
    guard let later = nextFence(after: partner) else { return false }
    return Fence(lines[later])?.isBare == true
  }

  private func startsAnotherFile(_ index: Int) -> Bool {
    guard paths.path(inLine: lines[index]) != nil else {
      return ReplyMarker.opensRegion(lines[index])
    }
    guard let after = nextText(after: index) else { return false }
    return Fence(lines[after]) != nil
  }

  private func nextText(after index: Int) -> Int? {
    (index + 1..<max(index + 1, lines.count)).first { !lines.isBlank($0) }
  }

  private func nextFence(after index: Int) -> Int? {
    (index + 1..<max(index + 1, lines.count)).first {
      lines.fence($0).map { $0.character == opener.character && $0.length >= opener.length }
        ?? false
    }
  }
}
