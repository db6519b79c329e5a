/// One expectation of an example that did not hold.
package struct Mismatch: Codable, Sendable, Equatable {
  /// What is wrong in a few lines, long texts cut around the first difference; the model reads it.
  package var message: String
  /// Both texts; nil if there is nothing to compare: a crash, a missing file.
  package var difference: TextDifference?
  /// What explains the difference: the last lines of standard error.
  package var remark: String?

  package init(_ message: String, difference: TextDifference? = nil, remark: String? = nil) {
    self.message = message
    self.difference = difference
    self.remark = remark
  }

  /// What is wrong, without the texts: the first line of the message.
  package var title: String {
    message.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
  }

  /// The same with everything in its texts to be seen.
  package var visible: Mismatch {
    Mismatch(message.visible, difference: difference?.visible, remark: remark?.visible)
  }
}

/// What must come out and what came out, line by line, from shortly before the first difference.
///
/// Both are cut: at most 100 lines and 8,000 characters each, lines at 400 characters.
package struct TextDifference: Codable, Sendable, Equatable {
  package private(set) var expected: [String]
  package private(set) var actual: [String]
  /// How many lines are left out of each, at its beginning and at its end.
  package private(set) var leftOut: LeftOut

  private enum CodingKeys: String, CodingKey {
    case expected, actual
    case leftOut = "left_out"
  }

  package struct LeftOut: Codable, Sendable, Equatable {
    package var before: Int
    package var expected: Int
    package var actual: Int
  }

  package init(expected: [String], actual: [String]) {
    let same = zip(expected, actual).prefix { $0.unicodeScalars.elementsEqual($1.unicodeScalars) }
    let start = max(0, same.count - 2)
    let place = Self.place(expected, actual, line: same.count)
    self.expected = Self.cut(expected.dropFirst(start), around: place)
    self.actual = Self.cut(actual.dropFirst(start), around: place)
    leftOut = LeftOut(
      before: start, expected: expected.count - start - self.expected.count,
      actual: actual.count - start - self.actual.count)
  }

  package var visible: TextDifference {
    var copy = self
    copy.expected = expected.map(\.visible)
    copy.actual = actual.map(\.visible)
    return copy
  }

  /// Where in the first line that differs the difference is.
  private static func place(_ expected: [String], _ actual: [String], line: Int) -> Int {
    guard line < expected.count, line < actual.count else { return 0 }
    return zip(expected[line].unicodeScalars, actual[line].unicodeScalars).prefix { $0 == $1 }.count
  }

  private static func cut(_ lines: ArraySlice<String>, around place: Int) -> [String] {
    var left = 8_000
    return lines.prefix(100).map { cut($0, around: place) }.prefix { line in
      left -= line.unicodeScalars.count
      return left >= 0
    }
  }

  private static func cut(_ line: String, around place: Int) -> String {
    let width = 400
    let scalars = line.unicodeScalars
    guard scalars.count > width else { return line }
    let start = place < width * 3 / 4 ? 0 : min(place - width / 4, scalars.count - width)
    let piece = scalars.dropFirst(start).prefix(width)
    return (start > 0 ? "…" : "") + String(String.UnicodeScalarView(piece))
      + (start + width < scalars.count ? "…" : "")
  }
}
