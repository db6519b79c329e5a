import Events

/// The end of the answer that is arriving, in lines.
struct ArrivingCode {
  /// More than any window shows of it.
  private static let limit = 40

  private var lines = [""]

  mutating func note(_ event: Event) {
    switch event {
    case .iterationStarted: lines = [""]
    case .modelDelta(let delta) where !delta.reasoning:
      for (index, piece) in delta.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { lines.append("") }
        lines[lines.count - 1] += piece
      }
      if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
    default: break
    }
  }

  /// The last lines; none if nothing has come.
  func end(_ count: Int) -> ArraySlice<String> {
    let written = lines.last == "" ? lines.dropLast() : lines[...]
    return written.suffix(max(0, count))
  }
}
