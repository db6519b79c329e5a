package import Replies
package import Workspace

/// One reply put together from pieces: the first was cut off, the others go on with it.
///
/// Pure. Where a piece begins with the lines that the one before ended with, the two become one text.
/// Where it does not, the finished files before count, and the file that was open has to come whole.
package struct ReplyAssembly: Sendable {
  /// What has to come next.
  package struct Missing: Sendable, Equatable {
    /// The file that was open at the cut; nil between files.
    package var open: SafePath?
    /// Its last complete lines, to go on from; empty where it has to come whole.
    package var tail: [String] = []
    /// The model wrote as much again without getting further.
    package var asksFewer = false
  }

  private let tree: FileTree
  /// The text that is read last: all pieces since the last one that did not join.
  package private(set) var text = ""
  private var isCut = false
  /// Edits of texts before that one.
  private var finished: [Edit] = []
  private var notes: [String] = []
  private var commands: [String] = []
  /// A file that must come whole, since its beginning is lost.
  private var lost: SafePath?
  private var isRepeated = false
  private var lastLength = 0

  /// - Parameter tree: The files that the reply is about.
  package init(tree: FileTree) { self.tree = tree }

  /// Takes the next piece.
  package mutating func add(_ piece: String, isCut: Bool) {
    defer {
      self.isCut = isCut
      lastLength = piece.utf8.count
    }
    isRepeated = false
    guard !text.isEmpty else {
      text = piece
      return
    }
    let alone = Self.read(piece, tree, isCut ? .cut : .complete)
    let first = alone.edits.first?.path
    let open = openFile
    if lost == nil,
      let joined = ReplySeam(text, piece).joined(isForeign: { line in
        first.map { $0 != open && line.contains($0.description) } ?? false
      })
    {
      isRepeated = isCut && joined.utf8.count <= text.utf8.count
      text = joined
      return
    }
    var before = Self.read(text, tree, .cut)
    before.edits.removeAll { $0.isWhole && $0.path == lost }
    let had = Set((finished + before.edits).map(\.path))
    finished = finished.superseded(by: before.edits) + before.edits
    notes += before.notes
    commands += before.commands
    if let path = lost {
      if alone.edits.contains(where: { $0.path == path }) { lost = nil }
    } else if let open, !Self.isWhole(open, in: piece, tree, after: partial(of: open)) {
      lost = open
    }
    isRepeated =
      isCut && alone.edits.allSatisfy { had.contains($0.path) }
      && piece.utf8.count * 10 >= lastLength * 9
    text = piece
  }

  /// What has to be asked for; nil where the reply is whole.
  package var missing: Missing? {
    let open = isCut ? openFile : nil
    if let lost { return Missing(open: lost, asksFewer: isRepeated) }
    guard isCut else { return nil }
    return Missing(open: open, tail: isRepeated ? [] : tail(of: open), asksFewer: isRepeated)
  }

  /// Everything that has come so far; an error where something is missing.
  package var reply: ParsedReply {
    var reply = Self.read(text, tree, isCut ? .cut : .complete)
    if let lost {
      reply.edits.removeAll { $0.isWhole && $0.path == lost }
      reply.errors.removeAll { $0.path == lost.description }
      reply.errors.append(
        ReplyError(
          kind: .truncated, path: lost.description,
          message:
            "The reply was cut off inside \(lost) and what came next does not go on with it. "
            + "Send it again whole."))
    }
    reply.edits = finished.superseded(by: reply.edits) + reply.edits
    reply.notes = notes + reply.notes
    reply.commands = commands + reply.commands
    return reply
  }

  private var openFile: SafePath? {
    let errors = Self.read(text, tree, .cut).errors
    return errors.last { $0.kind == .truncated }?.path.flatMap { try? SafePath($0) }
  }

  /// The last complete lines of the open file, at most ten.
  private func tail(of open: SafePath?) -> [String] {
    guard let open else { return [] }
    if let bytes = partial(of: open) {
      return ReplySeam.lines(String(decoding: bytes, as: UTF8.self)).dropLast().suffix(10)
        .map(String.init)
    }
    return ReplySeam.lines(text).dropLast().suffix(10).map(String.init)
  }

  /// The beginning of a whole file that was open at the cut.
  private func partial(of open: SafePath) -> [UInt8]? {
    let read = Self.read(ReplySeam.complete(text), tree, .complete)
    guard case .write(open, let bytes) = read.edits.last else { return nil }
    return bytes
  }

  /// Whether a piece begins the file that was open anew, or brings its open block again.
  private static func isWhole(
    _ path: SafePath, in piece: String, _ tree: FileTree, after partial: [UInt8]?
  ) -> Bool {
    for edit in read(piece, tree, .complete).edits where edit.path == path {
      guard case .write(_, let bytes) = edit, let partial else { return true }
      return beginning(of: bytes) == beginning(of: partial)
    }
    return false
  }

  private static func beginning(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.drop { $0 == 0x0A || $0 == 0x20 }.prefix { $0 != 0x0A }
  }

  private static func read(_ text: String, _ tree: FileTree, _ ending: ReplyEnding) -> ParsedReply {
    var reader = ReplyReader(tree: tree)
    _ = reader.feed(text.utf8)
    return reader.finish(ending)
  }
}

extension Edit {
  fileprivate var isWhole: Bool {
    if case .write = self { true } else { false }
  }
}
