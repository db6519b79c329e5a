/// A file's place inside an app: relative, normalised, and unable to leave the tree.
///
/// Components are joined by `/`. Never empty, never absolute, without `.`, `..`, empty components,
/// backslashes, characters that hide (`Unicode.Scalar.isHiding`) or a leading `~`; no component begins with a
/// combining mark, which would merge with the `/` before it. The first component is never `.git`, `.build`
/// or `.swiftpm` in any case, and no component is `.git` or a name that other file systems take for it
/// (`git~1`, `.git:x`). Two spellings of one Unicode text stay the bytes they are, but compare as equal.
package struct SafePath: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The path as text, for example `Sources/App/main.swift`.
  package let description: String

  /// Why a text is not a safe path.
  package struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// The longest path taken, in bytes.
  package static let longest = 1_000

  /// A path that is known to be safe, written in this code.
  init(known text: String) { description = text }

  /// Checks and normalises `text` (`./`, doubled slashes and a final slash are dropped).
  ///
  /// Throws a `Refusal` that names the text and the rule it breaks.
  package init(_ text: String) throws(Refusal) {
    func refusal(_ reason: String) -> Refusal {
      let shown = text.unicodeScalars.prefix(120).map { $0.isHiding ? "\u{FFFD}" : String($0) }
        .joined()
      return Refusal(description: "The path '\(shown)' is refused: \(reason).")
    }
    guard !text.isEmpty else { throw refusal("it is empty") }
    guard text.utf8.count <= Self.longest else {
      throw refusal("it is longer than \(Self.longest) bytes")
    }
    if let hidden = text.unicodeScalars.first(where: \.isHiding) {
      let isControl = hidden.properties.generalCategory == .control
      throw refusal("it holds \(isControl ? "a control character" : "an invisible character")")
    }
    guard !text.utf8.contains(UInt8(ascii: "\\")) else { throw refusal("it holds a backslash") }
    guard text.utf8.first != UInt8(ascii: "/") else {
      throw refusal("it is absolute; give it relative to the app's folder")
    }
    guard text.utf8.first != UInt8(ascii: "~") else { throw refusal("it starts in a home folder") }
    guard !text.utf8.isURL else { throw refusal("it is a URL") }
    guard !hasDrive(text) else { throw refusal("it names a drive") }

    var components: [Substring.UTF8View] = []
    for component in text.utf8.split(separator: UInt8(ascii: "/")) {
      if component.elementsEqual(".".utf8) { continue }
      guard !component.elementsEqual("..".utf8) else { throw refusal("it leaves the app's folder") }
      guard !beginsWithMark(component) else {
        throw refusal("a name in it begins with a combining mark")
      }
      components.append(component)
    }
    guard let first = components.first else { throw refusal("it names no file") }
    for reserved in [".git", ".build", ".swiftpm"] where isSame(first, reserved) {
      throw refusal("'\(reserved)' is not part of an app's files")
    }
    guard !components.contains(where: isRepository) else {
      throw refusal("a '.git' folder is not part of an app's files")
    }
    let joined = components.map { String(Substring($0)) }.joined(separator: "/")
    // What stood behind `./`.
    guard joined.utf8.first != UInt8(ascii: "~") else {
      throw refusal("it starts in a home folder")
    }
    guard !hasDrive(joined) else { throw refusal("it names a drive") }
    self.description = joined
  }

  /// Joins checked components; for paths derived from an existing one.
  package init(unchecked components: some Sequence<Substring>) {
    description = components.joined(separator: "/")
  }

  /// The components from the outermost folder to the file's name.
  package var components: [Substring] {
    description.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
  }

  /// The last component.
  package var name: Substring { components.last ?? "" }

  /// The text after the name's last dot, lower case; empty where there is none.
  package var fileExtension: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The enclosing folders, outermost first.
  package var ancestors: [SafePath] {
    let parts = components
    return parts.indices.dropFirst().map { SafePath(unchecked: parts[..<$0]) }
  }

  package static func < (a: SafePath, b: SafePath) -> Bool { a.description < b.description }
}

extension SafePath {
  /// Whether a name is that of a Markdown document, where fences are text.
  package static func isMarkdown(_ path: String) -> Bool {
    let suffix = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return ["md", "markdown", "mdx"].contains(suffix)
  }
}

extension String.UTF8View {
  fileprivate var isURL: Bool { Substring(prefix(20)).contains("://") }
}

private func hasDrive(_ text: String) -> Bool {
  let start = Array(text.utf8.prefix(2))
  guard start.count == 2, start[1] == UInt8(ascii: ":") else { return false }
  return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(start[0] | 0x20)
}

/// Whether a component is `name` in any case, also where a file system drops final dots and blanks.
private func isSame(_ component: Substring.UTF8View, _ name: String) -> Bool {
  var text = Substring(component).lowercased()
  while let last = text.last, last == "." || last == " " { text.removeLast() }
  return text == name
}

/// Whether a file system of any kind may take a component for git's own folder: also by a short name of
/// Windows, or as a stream of it.
private func isRepository(_ component: Substring.UTF8View) -> Bool {
  let name = component.prefix { $0 != UInt8(ascii: ":") }
  if isSame(name, ".git") { return true }
  let parts = Substring(name).lowercased().utf8.split(
    separator: UInt8(ascii: "~"), maxSplits: 1, omittingEmptySubsequences: false)
  return parts.count == 2 && parts[0].elementsEqual("git".utf8) && !parts[1].isEmpty
    && parts[1].allSatisfy { (0x30...0x39).contains($0) }
}

private func beginsWithMark(_ component: Substring.UTF8View) -> Bool {
  switch Substring(component).unicodeScalars.first?.properties.generalCategory {
  case .nonspacingMark, .spacingMark, .enclosingMark: true
  default: false
  }
}

extension SafePath: Codable {
  package init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
