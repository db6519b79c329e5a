extension StringProtocol {
  /// The text on one line: runs of white space are one space, and none is at the ends.
  package var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
