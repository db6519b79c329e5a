/// A call in a manifest's text: `.package(url: "…", from: "1.0.0")`.
struct ManifestCall {
  /// From the dot to the closing parenthesis.
  var range: Range<String.Index>
  private var arguments: Substring

  /// The calls of a function, in order; those in comments and strings are none.
  static func all(named name: String, in text: String) -> [ManifestCall] {
    var calls: [ManifestCall] = []
    var scanner = ManifestScanner(text)
    while let place = scanner.next() {
      guard text[place...].hasPrefix(name) else { continue }
      var open = text.index(place, offsetBy: name.count)
      while open < text.endIndex, text[open].isWhitespace { open = text.index(after: open) }
      guard open < text.endIndex, text[open] == "(",
        let close = closing(of: open, in: text)
      else { continue }
      let end = text.index(after: close)
      calls.append(
        ManifestCall(range: place..<end, arguments: text[text.index(after: open)..<close]))
      scanner.skip(to: end)
    }
    return calls
  }

  /// The addresses of the dependencies that a manifest names.
  static func addresses(in manifest: String) -> [String] {
    all(named: ".package", in: manifest).compactMap { $0.argument("url") ?? $0.argument("id") }
  }

  /// The text of a labelled argument that is a plain string.
  func argument(_ label: String) -> String? {
    var scanner = ManifestScanner(arguments)
    while let place = scanner.next() {
      guard arguments[place...].hasPrefix(label) else { continue }
      let isWhole =
        place == arguments.startIndex
        || !(arguments[arguments.index(before: place)].isLetter)
      var rest = arguments[place...].dropFirst(label.count).drop(while: \.isWhitespace)
      guard isWhole, rest.first == ":" else { continue }
      rest = rest.dropFirst().drop(while: \.isWhitespace)
      guard rest.first == "\"" else { return nil }
      return rest.dropFirst().firstIndex(of: "\"").map { String(rest.dropFirst()[..<$0]) }
    }
    return nil
  }

  private static func closing(of open: String.Index, in text: String) -> String.Index? {
    var depth = 0
    var scanner = ManifestScanner(text[open...])
    while let place = scanner.next() {
      if text[place] == "(" { depth += 1 }
      if text[place] == ")" {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }
}

/// Walks through Swift text, leaving out comments and the insides of strings.
private struct ManifestScanner {
  private let text: Substring
  private var place: String.Index

  init(_ text: some StringProtocol) {
    self.text = Substring(text)
    place = self.text.startIndex
  }

  mutating func skip(to index: String.Index) { place = index }

  /// The next index that is code.
  mutating func next() -> String.Index? {
    while place < text.endIndex {
      let rest = text[place...]
      if rest.hasPrefix("//") {
        place = rest.firstIndex(where: \.isNewline) ?? text.endIndex
      } else if rest.hasPrefix("/*") {
        place = rest.firstRange(of: "*/")?.upperBound ?? text.endIndex
      } else if rest.hasPrefix("\"\"\"") {
        place = rest.dropFirst(3).firstRange(of: "\"\"\"")?.upperBound ?? text.endIndex
      } else if rest.first == "\"" {
        skipString()
      } else {
        defer { place = text.index(after: place) }
        return place
      }
    }
    return nil
  }

  private mutating func skipString() {
    place = text.index(after: place)
    while place < text.endIndex, text[place] != "\"", !text[place].isNewline {
      if text[place] == "\\" { place = text.index(after: place) }
      if place < text.endIndex { place = text.index(after: place) }
    }
    if place < text.endIndex { place = text.index(after: place) }
  }
}
