/// The lines of a text, and how they end.
struct TextLines {
  var lines: [String]
  /// Whether the last line has a line end.
  var isEnded: Bool
  /// What is between two lines: that of Windows if the text has it.
  let separator: String

  init(_ text: String) {
    separator = text.contains("\r\n") ? "\r\n" : "\n"
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
    isEnded = lines.last?.isEmpty == true && lines.count > 1
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  var text: String {
    lines.joined(separator: separator) + (isEnded && !lines.isEmpty ? separator : "")
  }

  /// The same text with other lines.
  func with(_ lines: some Sequence<String>) -> String {
    var other = self
    other.lines = Array(lines)
    return other.text
  }
}
