import Workspace

/// A text file cut into lines that each keep their own ending, and its byte order mark.
struct TextLines {
  /// How a line ends.
  enum Ending {
    case none
    case lineFeed
    case carriageReturnLineFeed
  }

  /// One line: its bytes without the ending.
  struct Line {
    var content: [UInt8]
    var ending: Ending
  }

  var hasMark: Bool
  var lines: [Line]

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ bytes: [UInt8]) {
    hasMark = bytes.starts(with: Self.mark)
    lines = []
    var start = hasMark ? 3 : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A)
      var content = bytes[start..<(end ?? bytes.count)]
      var ending = end == nil ? Ending.none : .lineFeed
      if end != nil, content.last == 0x0D {
        content.removeLast()
        ending = .carriageReturnLineFeed
      }
      lines.append(Line(content: Array(content), ending: ending))
      start = (end ?? bytes.count) + 1
    }
  }

  var bytes: [UInt8] {
    var bytes = hasMark ? Self.mark : []
    for line in lines {
      bytes += line.content
      switch line.ending {
      case .none: break
      case .lineFeed: bytes.append(0x0A)
      case .carriageReturnLineFeed: bytes += [0x0D, 0x0A]
      }
    }
    return bytes
  }

  /// The ending that new lines take: the first line's.
  var commonEnding: Ending {
    lines.first.flatMap { $0.ending == .none ? nil : $0.ending } ?? .lineFeed
  }

  /// A whole new text in place of this one: it keeps the mark and the kind of ending.
  func rewritten(_ text: [UInt8]) -> TextLines {
    guard !lines.isEmpty || hasMark else { return TextLines(text) }
    var new = TextLines(text)
    new.hasMark = new.hasMark || hasMark
    let ending = commonEnding
    guard ending == .carriageReturnLineFeed else { return new }
    for index in new.lines.indices where new.lines[index].ending != .none {
      new.lines[index].ending = ending
    }
    return new
  }

  /// Puts new lines in place of a range; lines that stay keep their bytes and endings.
  mutating func replace(_ range: Range<Int>, with new: [NewLine]) {
    let ending = commonEnding
    let touchesEnd = range.upperBound == lines.count
    var replacement = new.map { line in
      switch line {
      case .kept(let offset): lines[range.lowerBound + offset]
      case .added(let content): Line(content: content, ending: ending)
      }
    }
    if touchesEnd, range.lowerBound > 0, !replacement.isEmpty,
      lines[range.lowerBound - 1].ending == .none
    {
      lines[range.lowerBound - 1].ending = ending
    }
    for index in replacement.indices.dropLast() where replacement[index].ending == .none {
      replacement[index].ending = ending
    }
    if !touchesEnd, let last = replacement.indices.last, replacement[last].ending == .none {
      replacement[last].ending = ending
    }
    lines.replaceSubrange(range, with: replacement)
  }

  /// A line of the new text: an old one of the range by its offset, or a new one.
  typealias NewLine = Edit.Replacement.NewLine
}
