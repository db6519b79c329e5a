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
    if first == UInt8(ascii: "=") {
      guard word.isEmpty else { return nil }
      self = .divider(run)
      return
    }
    word = word.trimmedStart
    let name = word.prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }.text
    guard word.count - name.utf8.count <= 2 else { return nil }
    switch (name, first) {
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
    guard rest.hasPrefix("*** ") else { return nil }
    rest = rest.dropFirst(4).trimmed
    func argument(_ header: String) -> String? {
      guard rest.hasPrefix(header) else { return nil }
      let text = rest.dropFirst(header.utf8.count).trimmed
      return PathRecogniser.unquoted(text).text
    }
    var words = rest
    while words.last == UInt8(ascii: "*") { words = words.dropLast().trimmedEnd }
    switch words.text {
    case "Begin Patch": self = .begin
    case "End Patch": self = .end
    case "End of File": self = .endOfFile
    default:
      if let path = argument("Add File:") {
        self = .add(path)
      } else if let path = argument("Delete File:") {
        self = .delete(path)
      } else if let path = argument("Update File:") {
        self = .update(path)
      } else if let path = argument("Move to:") {
        self = .move(path)
      } else {
        return nil
      }
    }
  }
}
