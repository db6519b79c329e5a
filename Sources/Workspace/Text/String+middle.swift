extension String {
  /// A text of more characters than `limit` without its middle, and how much was left out.
  package func withoutMiddle(over limit: Int) -> String {
    guard count > limit else { return self }
    let left = count - limit
    return "\(prefix(limit * 2 / 3))\n… \(left) characters left out …\n\(suffix(limit / 3))"
  }
}
