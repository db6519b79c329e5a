extension TextExpectation {
  /// How `text` differs from what is expected; nil if it fits.
  ///
  /// `what` names the text in the message: `stdout`, `stderr`, a file's path. Long texts are cut
  /// around the first difference.
  package func mismatch(in text: String, of what: String) -> Mismatch? {
    equalsMismatch(in: text, of: what) ?? linesMismatch(in: text, of: what)
      ?? containsMismatch(in: text, of: what) ?? lacksMismatch(in: text, of: what)
      ?? matchesMismatch(in: text, of: what)
  }

  private func equalsMismatch(in text: String, of what: String) -> Mismatch? {
    guard let equals else { return nil }
    let expected = Self.withoutFinalNewline(equals)
    let actual = Self.withoutFinalNewline(text)
    guard !expected.elementsEqual(actual) else { return nil }
    let same = zip(expected, actual).prefix { $0 == $1 }.count
    return Mismatch(
      "\(what) differs\n"
        + "  expected: \(Self.excerpt(expected, around: same))\n"
        + "  actual:   \(Self.excerpt(actual, around: same))",
      difference: TextDifference(
        expected: Self.lines(of: expected), actual: Self.lines(of: actual)))
  }

  private func linesMismatch(in text: String, of what: String) -> Mismatch? {
    guard let lines else { return nil }
    let expected = Self.trimmedLines(lines)
    let actual = Self.trimmedLines(Self.lines(of: Array(text.unicodeScalars)))
    for index in 0..<max(expected.count, actual.count) {
      let wanted = index < expected.count ? expected[index] : nil
      let got = index < actual.count ? actual[index] : nil
      guard let wanted, let got, wanted.elementsEqual(got) else {
        let same = zip(wanted ?? [], got ?? []).prefix { $0 == $1 }.count
        return Mismatch(
          "\(what) differs in line \(index + 1)\n"
            + "  expected: \(wanted.map { Self.excerpt($0, around: same) } ?? "(no such line)")\n"
            + "  actual:   \(got.map { Self.excerpt($0, around: same) } ?? "(no such line)")",
          difference: TextDifference(
            expected: expected.map(Self.text), actual: actual.map(Self.text)))
      }
    }
    return nil
  }

  private func containsMismatch(in text: String, of what: String) -> Mismatch? {
    for piece in contains ?? [] where !text.holds(piece) {
      return Mismatch(
        "\(what) does not contain what it must\n"
          + "  expected: \(Self.excerpt(Array(piece.unicodeScalars), around: 0))\n"
          + "  actual:   \(Self.excerpt(Array(text.unicodeScalars), around: 0))",
        difference: difference(from: piece, to: text))
    }
    return nil
  }

  private func lacksMismatch(in text: String, of what: String) -> Mismatch? {
    for piece in lacks ?? [] where text.holds(piece) {
      return Mismatch(
        "\(what) contains what it must not\n"
          + "  forbidden: \(Self.excerpt(Array(piece.unicodeScalars), around: 0))\n"
          + "  actual:    \(Self.excerpt(Array(text.unicodeScalars), around: 0))")
    }
    return nil
  }

  private func matchesMismatch(in text: String, of what: String) -> Mismatch? {
    guard let matches else { return nil }
    let pattern = "/\(TextPattern.excerpt(matches))/"
    do {
      guard try !TextPattern(matches).occurs(in: text) else { return nil }
    } catch {
      return Mismatch("\(what) cannot be compared: the pattern \(pattern) \(error.reason)")
    }
    return Mismatch(
      "\(what) does not match\n"
        + "  expected: \(pattern)\n"
        + "  actual:   \(Self.excerpt(Array(text.unicodeScalars), around: 0))",
      difference: difference(from: "/\(matches)/", to: text))
  }

  private func difference(from wanted: String, to text: String) -> TextDifference {
    TextDifference(
      expected: Self.lines(of: Self.withoutFinalNewline(wanted)),
      actual: Self.lines(of: Self.withoutFinalNewline(text)))
  }

  /// The lines of a text; an empty text has none.
  private static func lines(of text: [Unicode.Scalar]) -> [String] {
    guard !text.isEmpty else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Self.text(Array($0))
    }
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func withoutFinalNewline(_ text: String) -> [Unicode.Scalar] {
    var scalars = Array(text.unicodeScalars)
    if scalars.last == "\n" { scalars.removeLast() }
    if scalars.last == "\r" { scalars.removeLast() }
    return scalars
  }

  private static func trimmedLines(_ lines: [String]) -> [[Unicode.Scalar]] {
    var trimmed = lines.map { line in
      var scalars = Array(line.unicodeScalars)
      while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
      return scalars
    }
    while trimmed.last?.isEmpty == true { trimmed.removeLast() }
    return trimmed
  }

  /// A quoted piece of a text around a place, with its control characters visible.
  private static func excerpt(_ scalars: [Unicode.Scalar], around place: Int) -> String {
    let width = 160
    let start = max(0, min(place - width / 4, scalars.count - width))
    let end = min(scalars.count, start + width)
    var text = start > 0 ? "…" : ""
    text += "\""
    for scalar in scalars[start..<end] { text += scalar.escaped(asASCII: false) }
    return text + "\"" + (end < scalars.count ? "…" : "")
  }
}
