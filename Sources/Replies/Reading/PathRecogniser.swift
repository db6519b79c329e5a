import Workspace

/// Finds the file's name in the lines around a block.
///
/// A name needs an extension or a slash, or must exist; it has no blanks unless it exists, and at
/// most 200 characters. What it returns is not yet a safe path: `../x` is a name too, to be refused.
struct PathRecogniser: Sendable {
  private let existing: Set<String>

  init(tree: FileTree) {
    existing = Set(tree.files.keys.map(\.description))
  }

  /// The path on a line of its own, whatever it is decorated with.
  func path(inLine line: Bytes) -> String? {
    guard line.count <= 300 else { return nil }
    var rest = line.trimmed
    var labelled = false
    var before = -1
    while rest.count != before {
      before = rest.count
      rest = Self.withoutBullet(rest).trimmed
      while rest.first == UInt8(ascii: "#") { rest = rest.dropFirst().trimmedStart }
      rest = Self.unquoted(rest)
      for (opener, closer) in [("[", "]"), ("(", ")"), ("<", ">")]
      where rest.count > 2 && rest.hasPrefix(opener) && rest.hasSuffix(closer) {
        rest = rest.dropFirst().dropLast().trimmed
      }
      if rest.last == UInt8(ascii: ":") { rest = rest.dropLast().trimmedEnd }
      rest = Self.withoutOrnaments(rest)
      for note in [
        "(new)", "(updated)", "(new file)", "(modified)", "(create)", "(complete)", "- new",
        "- updated",
      ]
      where rest.text.lowercased().hasSuffix(note) {
        rest = rest.dropLast(note.utf8.count).trimmedEnd
      }
      for label in ["filename:", "file name:", "filepath:", "file path:", "file:", "path:"]
      where rest.prefix(label.utf8.count).text.lowercased() == label {
        rest = rest.dropFirst(label.utf8.count).trimmed
        labelled = true
      }
    }
    return path(rest, labelled: labelled)
  }

  /// The text as a path, or nil where it is none.
  func path(_ text: Bytes, labelled: Bool = false) -> String? {
    let name = text.text
    guard !text.isEmpty, name.count <= 200 else { return nil }
    if existing.contains(name) { return name }
    guard !text.contains(0x20), !text.contains(0x09), !name.contains("://") else { return nil }
    if name.utf8.starts(with: "...".utf8) || name == "." || name == "/" { return nil }
    guard !text.contains(where: { "<>|\"*?`,;={}".utf8.contains($0) }) else { return nil }
    if text.contains(UInt8(ascii: "(")), !text.contains(UInt8(ascii: "/")) { return nil }
    let last = text.split(separator: UInt8(ascii: "/")).last ?? []
    if text.contains(UInt8(ascii: "/")) || text.contains(UInt8(ascii: "\\")) {
      guard text.last != UInt8(ascii: "/"), !text.hasPrefix("//") else { return nil }
      return text.contains(where: Self.isLetter) ? name : nil
    }
    if Self.bareNames.contains(name) { return name }
    guard let dot = last.lastIndex(of: UInt8(ascii: ".")) else { return labelled ? name : nil }
    let suffix = last[(dot + 1)...]
    guard (1...12).contains(suffix.count), suffix.contains(where: Self.isLetter),
      suffix.allSatisfy({
        Self.isLetter($0) || (0x30...0x39).contains($0) || "_-+~".utf8.contains($0)
      }),
      !["e.g", "i.e", "etc"].contains(name)
    else { return nil }
    return name
  }

  /// The path in an info string: `swift:Sources/a.swift`, `title="a.swift"`, `save a.swift`.
  func path(inInfo info: Bytes) -> String? {
    guard !info.isEmpty else { return nil }
    let text = info.text
    for key in ["title=", "filename=", "file=", "path=", "filepath=", "name="] {
      guard let range = info.range(of: key),
        range.lowerBound == info.startIndex || " {,".utf8.contains(info[range.lowerBound - 1])
      else { continue }
      var value = info[range.upperBound...]
      if let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        value = value.dropFirst().prefix { $0 != quote }
      } else {
        value = value.prefix { $0 != 0x20 && $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: ",") }
      }
      return path(value, labelled: true)
    }
    let words = info.split(separator: 0x20)
    if words.count == 2,
      ["save", "patch", "append", "file", "create", "write"].contains(words[0].text)
    {
      return path(Self.unquoted(words[1]), labelled: true)
    }
    if let colon = info.firstIndex(of: UInt8(ascii: ":")), colon > info.startIndex + 1,
      info[..<colon].allSatisfy({ $0 != 0x20 && $0 != UInt8(ascii: "/") }),
      let found = path(Self.unquoted(info[(colon + 1)...].trimmed), labelled: false)
    {
      return found
    }
    if words.count == 1 {
      // A word with a dot or slash is a path, except for names of languages.
      return text == "objective-c++" ? nil : path(info)
    }
    if words.count == 2, words[0].allSatisfy({ $0 != UInt8(ascii: ".") }),
      let found = path(Self.unquoted(words[1]))
    {
      return found
    }
    // The only word that can be a path, whatever surrounds it: `swift // a.swift`, `swift [a.swift]`.
    let marks = "[](){}|,:;\"'`".utf8
    let named = words.compactMap { word -> String? in
      var rest = word.drop { marks.contains($0) }
      while let last = rest.last, marks.contains(last) { rest.removeLast() }
      if rest.count > 4, let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
        rest = rest[(colon + 1)...]
      }
      return rest.hasPrefix("//") ? nil : path(rest)
    }
    return named.count == 1 ? named[0] : nil
  }

  /// The path in a comment that is a file's first line: `// File: a.swift`, `# a/b.py`.
  func path(inComment line: Bytes) -> String? {
    var rest = line.trimmed
    guard let opener = ["//", "#", "--", "<!--", "/*", ";"].first(where: { rest.hasPrefix($0) }),
      !rest.hasPrefix("#!"), !rest.hasPrefix("///")
    else { return nil }
    rest = rest.dropFirst(opener.utf8.count).trimmed
    for closer in ["-->", "*/"] where rest.hasSuffix(closer) {
      rest = rest.dropLast(closer.utf8.count).trimmed
    }
    guard !rest.hasPrefix("#") else { return nil }
    return path(inLine: rest)
  }

  /// The path that a sentence names: in backticks, or as a word where the sentence ends with a colon.
  func path(inProse line: Bytes) -> String? {
    guard line.count <= 1_000 else { return nil }
    let quoted = line.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
    for index in stride(from: 1, to: quoted.count - 1, by: 2) {
      if let path = path(quoted[index].trimmed) { return path }
    }
    guard line.trimmed.last == UInt8(ascii: ":") else { return nil }
    for word in line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }) {
      var word = word
      while let last = word.last, ":.,;!?)*\"'".utf8.contains(last) { word.removeLast() }
      while let first = word.first, "(*\"'".utf8.contains(first) { word.removeFirst() }
      if word.contains(UInt8(ascii: ".")), let path = path(word) { return path }
    }
    return nil
  }

  /// Without one pair of quotes, backticks or asterisks after another around the whole text.
  static func unquoted(_ text: Bytes) -> Bytes {
    var rest = text.trimmed
    while rest.count > 2, let first = rest.first, first == rest.last, "`\"'*_".utf8.contains(first),
      first != UInt8(ascii: "_") || rest.hasPrefix("_`")
    {
      rest = rest.dropFirst().dropLast().trimmed
    }
    if rest.count > 4, rest.hasPrefix("__"), rest.hasSuffix("__") {
      rest = rest.dropFirst(2).dropLast(2)
    }
    // `**name**:` and `**name:**`
    if rest.hasSuffix(":"), let first = rest.first, "`\"'*".utf8.contains(first) {
      rest = unquoted(rest.dropLast().trimmedEnd)
    }
    return rest
  }

  /// Without words of symbols only around a name: `=== name ===`, `// name`, `📄 name`, `name —`.
  private static func withoutOrnaments(_ text: Bytes) -> Bytes {
    var rest = text
    if let space = rest.firstIndex(of: 0x20), isOrnament(rest[..<space]) {
      rest = rest[space...].trimmedStart
    }
    if let space = rest.lastIndex(of: 0x20), isOrnament(rest[(space + 1)...]) {
      rest = rest[..<space].trimmedEnd
    }
    return rest
  }

  private static func isOrnament(_ word: Bytes) -> Bool {
    guard (1...40).contains(word.count) else { return false }
    return word.text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        ? "=-/*#<>!:~".unicodeScalars.contains(scalar) : !scalar.properties.isAlphabetic
    }
  }

  private static func withoutBullet(_ text: Bytes) -> Bytes {
    for bullet in ["- ", "* ", "+ ", "• "] where text.hasPrefix(bullet) {
      return text.dropFirst(bullet.utf8.count)
    }
    let digits = text.prefix { (0x30...0x39).contains($0) }
    let rest = text.dropFirst(digits.count)
    if (1...3).contains(digits.count), rest.hasPrefix(". ") || rest.hasPrefix(") ") {
      return rest.dropFirst(2)
    }
    return text
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
  }

  private static let bareNames: Set<String> = [
    "Makefile", "Dockerfile", "LICENSE", "README", "Gemfile", "Rakefile", "Procfile", "CHANGELOG",
  ]
}
