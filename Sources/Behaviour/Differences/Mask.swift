/// Hides what differs between two runs of one program, so that runs of other programs can be compared with it.
///
/// Line by line if both texts have as many lines, word by word if both lines have as many words; otherwise
/// everything between the common beginning and the common end is hidden.
package enum Mask {
  /// What stands in place of something hidden.
  package static let sign = "▒"

  /// One text for both; the text itself if they are the same.
  package static func text(_ first: String, _ second: String) -> String {
    guard first != second else { return first }
    let one = first.split(separator: "\n", omittingEmptySubsequences: false)
    let other = second.split(separator: "\n", omittingEmptySubsequences: false)
    let lines =
      one.count == other.count
      ? zip(one, other).map(line) : middle(one, other) { [Substring(sign)] }.map(String.init)
    return lines.joined(separator: "\n")
  }

  /// The trace with what differs hidden in its output, its errors and its files; the ending is that of the first.
  package static func trace(_ first: Trace, _ second: Trace) -> Trace {
    var masked = first
    masked.output = captured(first.output, second.output)
    masked.errors = captured(first.errors, second.errors)
    masked.files = first.files.merging(second.files) { captured($0, $1) }
    return masked
  }

  private static func captured(_ first: CapturedText, _ second: CapturedText) -> CapturedText {
    first == second ? first : CapturedText(text(first.text, second.text))
  }

  private static func line(_ first: Substring, _ second: Substring) -> String {
    guard first != second else { return String(first) }
    let (one, other) = (Tokens.all(in: first), Tokens.all(in: second))
    let tokens =
      one.count == other.count
      ? zip(one, other).map { $0 == $1 ? $0 : Substring(sign) }
      : middle(one, other) { [Substring(sign)] }
    return tokens.joined()
  }

  /// The common beginning, something, and the common end.
  private static func middle(
    _ first: [Substring], _ second: [Substring], _ hidden: () -> [Substring]
  ) -> [Substring] {
    let start = zip(first, second).prefix { $0 == $1 }.count
    let most = min(first.count, second.count) - start
    let end = zip(first.reversed(), second.reversed()).prefix { $0 == $1 }.prefix(most).count
    return first.prefix(start) + hidden() + first.suffix(end)
  }
}
