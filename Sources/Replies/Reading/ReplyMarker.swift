import Workspace

/// The lines that open, divide and close edits in the dialects of SEARCH/REPLACE, and the openers of
/// the other formats.
enum ReplyMarker: Equatable {
  case search
  case divider(Int)
  case replace
  /// A marker with its arrows the wrong way round.
  case reversed

  /// Recognises exact marker shapes only: `<<<<<<< SEARCH`, `------- SEARCH`, `<<<<<<< ORIGINAL`,
  /// `=======`, `>>>>>>> REPLACE`, `+++++++ REPLACE`, `>>>>>>> UPDATED`, 5 to 20 characters.
  init?(_ line: Bytes) {
    let rest = line.trimmed
    guard line.count - line.trimmedStart.count <= 4 || line.first == 0x09,
      let first = rest.first, "<>=-+".utf8.contains(first)
    else { return nil }
    let run = rest.prefix { $0 == first }.count
    guard (5...20).contains(run) else { return nil }
    var word = rest.dropFirst(run)
    guard word.count <= 220 else { return nil }
    if first == UInt8(ascii: "=") {
      guard word.isEmpty else { return nil }
      self = .divider(run)
      return
    }
    word = word.trimmedStart
    let name = word.prefix { Self.isLetter($0) }
    let tail = word.dropFirst(name.count).trimmed
    // `SEARCH>`, `SEARCH:`, `SEARCH <<<<<<<`, `SEARCH path`, `SEARCH :start_line:1`
    let isPlain = tail.allSatisfy { "<>:".utf8.contains($0) }
    let isNamed = first == UInt8(ascii: "<") && !tail.contains(0x20) && word.count > name.count
    guard isPlain || isNamed, tail.count <= 200 else { return nil }
    switch (name.text.uppercased(), first) {
    case ("SEARCH", UInt8(ascii: "<")), ("SEARCH", UInt8(ascii: "-")),
      ("ORIGINAL", UInt8(ascii: "<")):
      self = .search
    case ("REPLACE", UInt8(ascii: ">")), ("REPLACE", UInt8(ascii: "+")),
      ("UPDATED", UInt8(ascii: ">")):
      self = .replace
    case ("SEARCH", UInt8(ascii: ">")), ("REPLACE", UInt8(ascii: "<")):
      self = .reversed
    default: return nil
    }
  }

  /// What stands behind the word of a SEARCH marker: a path, or nothing of use.
  static func argument(of line: Bytes) -> Bytes {
    line.trimmed.drop { "<-".utf8.contains($0) }.trimmedStart.drop(while: isLetter).trimmed
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Whether a line begins an edit that needs no fence.
  static func opensRegion(_ line: Bytes) -> Bool {
    ReplyMarker(line) == .search || PatchMarker(line) != nil || line.trimmed.hasPrefix("<boltA")
  }
}

/// The `***` lines of an `apply_patch` envelope.
enum PatchMarker: Equatable {
  case begin
  case end
  case add(String)
  case delete(String)
  case update(String)
  case move(String)
  case endOfFile

  init?(_ line: Bytes) {
    var rest = line.trimmed
    let isQuoted = rest.first == UInt8(ascii: "`") && !rest.hasPrefix("```")
    if isQuoted { rest = PathRecogniser.unquoted(rest) }
    let stars = rest.prefix { $0 == UInt8(ascii: "*") }.count
    guard stars >= 2, rest.count >= stars + 8 else { return nil }
    rest = rest.dropFirst(stars).trimmed
    let isBold = stars == 2 && rest.hasSuffix("**")
    while rest.last == UInt8(ascii: "*") { rest = rest.dropLast().trimmedEnd }
    guard !isBold else { return nil }
    switch rest.text.lowercased() {
    case "begin patch", "begin patch:", "start patch": self = .begin
    case "end patch", "end patch:", "end of patch", "endpatch": self = .end
    case "end of file": self = .endOfFile
    default:
      guard stars == 3, let (operation, path) = Self.operation(rest) else { return nil }
      switch operation {
      case "add", "create", "new": self = .add(path)
      case "delete", "remove": self = .delete(path)
      case "update", "modify", "edit", "change": self = .update(path)
      case "move to", "rename to": self = .move(path)
      default: return nil
      }
    }
  }

  /// `Update File: path` as `update` and the path; the word `File` or the colon may be missing.
  private static func operation(_ text: Bytes) -> (String, String)? {
    let colon = text.firstIndex(of: UInt8(ascii: ":"))
    var head = text[..<(colon ?? text.endIndex)].text.lowercased()
    var path = text[(colon.map { $0 + 1 } ?? text.endIndex)...].trimmed
    if colon == nil {
      guard let file = text.range(of: " File ") ?? text.range(of: " file ") else { return nil }
      head = text[..<file.lowerBound].text.lowercased()
      path = text[file.upperBound...].trimmed
    }
    if head.utf8.count > 5, head.utf8.suffix(5).elementsEqual(" file".utf8) {
      head.removeLast(5)
    }
    return (head, PathRecogniser.unquoted(path).text)
  }
}
