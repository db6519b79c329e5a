import Workspace

/// Finds the edits in the lines of a whole reply.
///
/// One pass; the first opener that is recognised decides what a region is: `*** Begin Patch`, a bolt
/// tag, a SEARCH marker, `---`/`+++`, a fence, a JSON object. Everything else is prose. Each format
/// is an extension in its own file and moves `at` behind what it has read.
struct ReplyScanner {
  var lines: ReplyLines
  let tree: FileTree
  let paths: PathRecogniser
  let ending: ReplyEnding
  var reply = ParsedReply(edits: [], notes: [], errors: [], commands: [])

  /// The line that is looked at next.
  var at = 0
  /// Behind the last region: prose above it belongs to that region.
  var floor = 0
  /// Fences around regions that need none, not yet closed.
  var wrappers: [Fence] = []
  /// A path in a fence of its own or above a diff without headers, for what follows.
  var announced: String?
  /// The path of the block before.
  var latest: String?
  /// Fenced texts that nothing says where to write.
  var anonymous = 0
  /// How deep replies inside fences are followed.
  var depth = 0
  /// The folder a `cd` before a patch went to.
  var folder: SafePath?
  /// Texts that looked like tool calls and were none.
  var failedCalls = 0
  /// How many lines are fences.
  let fences: Int
  /// For each line the next one that is not blank.
  private let nextText: [Int32]

  /// The most edits, errors and blocks of one file that are read.
  private enum Most {
    static let edits = 400
    static let blocks = 500
    static let errors = 50
    static let notes = 200
    static let commands = 100
  }

  init(lines: ReplyLines, tree: FileTree, ending: ReplyEnding) {
    self.lines = lines
    self.tree = tree
    self.ending = ending
    paths = PathRecogniser(tree: tree)
    var nextText = [Int32](repeating: Int32(lines.count), count: lines.count + 1)
    for index in lines.indices.reversed() {
      nextText[index] = lines.isBlank(index) ? nextText[index + 1] : Int32(index)
    }
    self.nextText = nextText
    fences = lines.indices.count { lines.fence($0) != nil }
  }

  mutating func scan() -> ParsedReply {
    while at < lines.count, reply.errors.count < Most.errors {
      step()
      if isTooMuch {
        fail(.tooLarge, nil, "The reply holds more edits than can be made at once; send fewer.")
        break
      }
    }
    if reply.edits.isEmpty, reply.errors.isEmpty, let path = promised {
      fail(.empty, path, "The reply names \(path) but gives no fenced text and no block for it.")
    }
    if reply.edits.isEmpty, reply.errors.isEmpty, anonymous > 0, tree.files.count > 1 {
      fail(
        .noFilename, nil,
        "A fenced text has no path. Put the file's path on a line of its own above each fence.")
    }
    if ending == .cut, !reply.errors.contains(where: { $0.kind == .truncated }) {
      fail(
        .truncated, nil, "The reply was cut off before its end; send the files that are missing.")
    }
    return reply
  }

  private var isTooMuch: Bool {
    if case .replace(_, let blocks) = reply.edits.last, blocks.count > Most.blocks { return true }
    return reply.edits.count > Most.edits
  }

  /// The first line from `line` on that is not blank.
  func firstText(from line: Int) -> Int? {
    guard line < lines.count else { return nil }
    let next = Int(nextText[line])
    return next < lines.count ? next : nil
  }

  /// The first bytes of all lines that `step` knows; any other line without `<` is prose.
  private static let openers = Set("*<>=-+dDGB@`~{[#cfI".utf8)

  private mutating func step() {
    guard let first = lines.leadingByte(at),
      Self.openers.contains(first) || lines.holds(UInt8(ascii: "<"), at)
    else {
      at += 1
      return
    }
    let line = lines[at]
    if PatchMarker(line) != nil {
      readPatch()
    } else if let marker = ReplyMarker(line), marker == .search {
      readBlock()
    } else if let marker = ReplyMarker(line), marker == .replace || marker == .reversed {
      fail(.malformed, latest, "A block has its end marker without `<<<<<<< SEARCH` before it.")
      advance(to: at + 1)
    } else if line.contains("<boltA"), BoltTag(line) != nil {
      readBolt()
    } else if startsDiff(at) {
      readDiff()
    } else if let fence = Fence(line) {
      readFence(fence)
    } else if let path = deletion(in: line) {
      if let path = safe(path) { reply.edits.append(.delete(path)) }
      advance(to: at + 1)
    } else if Self.callStart(line) != nil {
      if !readToolCall(at..<lines.count, isFenced: false) { at += 1 }
    } else {
      if let folder = changedFolder(in: line) { self.folder = folder }
      at += 1
    }
  }

  /// An existing file whose path stands alone on a line with text, but no block, below it.
  private var promised: String? {
    guard let first = firstText(from: 0), first + 1 < lines.count, !lines[first + 1].isBlank,
      let path = paths.path(inLine: lines[first]), let safePath = try? SafePath(path),
      tree[safePath] != nil
    else { return nil }
    return path
  }

  /// A region ends: what was above it is no longer a place for paths.
  mutating func advance(to line: Int) {
    at = line
    floor = line
  }

  /// Remembers a shell command that the reply advises; never run.
  mutating func list(_ command: Bytes) {
    guard reply.commands.count < Most.commands else { return }
    reply.commands.append(command.trimmed.prefix(1_000).text)
  }

  mutating func note(_ text: String) {
    guard reply.notes.count < Most.notes, !reply.notes.contains(text) else { return }
    reply.notes.append(text)
  }

  mutating func fail(_ kind: ReplyErrorKind, _ path: String?, _ message: String) {
    let error = ReplyError(kind: kind, path: path, message: message)
    if !reply.errors.contains(error) { reply.errors.append(error) }
  }

  /// The path checked; nil and an error where it may not be used.
  mutating func safe(_ path: String) -> SafePath? {
    var text = path
    if let folder, (try? SafePath(path)) != nil { text = folder.description + "/" + path }
    do {
      return try SafePath(text)
    } catch {
      fail(.pathEscape, path, error.description)
      return nil
    }
  }

  /// The path in a plain line `DELETE: path`.
  private func deletion(in line: Bytes) -> String? {
    var rest = line.trimmed
    while let first = rest.first, "*-#` ".utf8.contains(first) { rest = rest.dropFirst() }
    guard rest.hasPrefix("DELETE:") || rest.hasPrefix("DELETE FILE:") else { return nil }
    rest = rest.drop { $0 != UInt8(ascii: ":") }.dropFirst()
    while let first = rest.first, "* ".utf8.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, "* ".utf8.contains(last) { rest = rest.dropLast() }
    return paths.path(PathRecogniser.unquoted(rest), labelled: true)
  }

  /// The folder of `cd folder && apply_patch`.
  func changedFolder(in line: Bytes) -> SafePath? {
    let rest = line.trimmed
    guard rest.hasPrefix("cd "), rest.contains("apply_patch"), let and = rest.range(of: "&&"),
      let folder = try? SafePath(
        PathRecogniser.unquoted(rest[(rest.startIndex + 3)..<and.lowerBound]).text),
      tree.isDirectory(folder)
    else { return nil }
    return folder
  }
}
