/// Puts the head of an answer together from its lines.
struct HeaderCollector {
  /// The head of the final answer, once it is whole.
  private(set) var head: HTTPHead?
  private var status = 0
  private var fields: [String: String] = [:]

  /// Takes one line as libcurl gives it; returns the head when the line ends it.
  ///
  /// Interim answers (100, 103) come first and are forgotten; lines after the head are trailers.
  mutating func take(_ line: UnsafeRawBufferPointer) -> HTTPHead? {
    if head != nil { return nil }
    let text = String(decoding: line, as: UTF8.self)
    let trimmed = Substring(text).trimmingWhitespace()
    if trimmed.hasPrefix("HTTP/") {
      let words = trimmed.split(separator: " ", maxSplits: 2)
      status = words.count > 1 ? Int(words[1]) ?? 0 : 0
      fields = [:]
    } else if trimmed.isEmpty {
      guard status >= 200 else { return nil }
      head = HTTPHead(status: status, headers: fields)
      return head
    } else if let colon = trimmed.firstIndex(of: ":") {
      let value = trimmed[trimmed.index(after: colon)...].trimmingWhitespace()
      fields[trimmed[..<colon].lowercased()] = String(value)
    }
    return nil
  }
}

extension Substring {
  /// Without spaces, tabs and line ends at both ends.
  func trimmingWhitespace() -> Substring {
    var text = self
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
