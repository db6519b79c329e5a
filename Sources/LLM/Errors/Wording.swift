extension String {
  /// One line, with single spaces.
  func collapsingWhitespace() -> String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// At most `limit` characters, with an ellipsis where more were there.
  func cut(to limit: Int) -> String {
    count > limit ? String(prefix(limit - 1)) + "…" : self
  }
}
