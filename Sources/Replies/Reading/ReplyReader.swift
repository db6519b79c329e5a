package import Workspace

/// Reads a model's reply while it streams and finds the edits in it.
///
/// Takes bytes in any chunks. While they come it reports which file is being written (for display);
/// at the end the whole text, at most `Limits.replyBytes`, is read once more with what only the end
/// can tell: which of several fences closes a file, whether a block was finished.
package struct ReplyReader: Sendable {
  /// The most that is taken from one reply.
  package enum Limits {
    package static let replyBytes = 2 << 20
    package static let lineBytes = 1 << 20
  }

  private let tree: FileTree
  private var bytes: [UInt8] = []
  private var lineStart = 0
  private var isTooLarge = false
  private var preview: ReplyPreview

  /// A reader for a reply about `tree` (existing paths help to recognise file names).
  package init(tree: FileTree) {
    self.tree = tree
    preview = ReplyPreview(paths: PathRecogniser(tree: tree))
  }

  /// Why nothing of it will be read, as the end of a sentence; nil as long as nothing speaks against it.
  package var refusal: String? {
    isTooLarge
      ? "it is longer than \(Limits.replyBytes >> 20) MB or has a line longer than "
        + "\(Limits.lineBytes >> 20) MB"
      : nil
  }

  /// Takes the next piece of the reply; any chunking gives the same result.
  package mutating func feed(_ piece: some Sequence<UInt8>) -> [ReplyEvent] {
    guard !isTooLarge else { return [] }
    let start = bytes.count
    bytes.append(contentsOf: piece)
    var events: [ReplyEvent] = []
    for index in start..<bytes.count {
      if index >= Limits.replyBytes || index - lineStart >= Limits.lineBytes {
        isTooLarge = true
        bytes = []
        break
      }
      if bytes[index] == 0x0A {
        events += preview.take(bytes[lineStart..<index].withoutCarriageReturn)
        lineStart = index + 1
      }
    }
    return events
  }

  /// Ends the reply and returns what it asks for.
  package mutating func finish(_ ending: ReplyEnding) -> ParsedReply {
    defer { bytes = [] }
    if let refusal {
      let error = ReplyError(
        kind: .tooLarge, path: nil,
        message: "The reply cannot be read: \(refusal). Send fewer or smaller files.")
      return ParsedReply(edits: [], notes: [], errors: [error], commands: [])
    }
    let withoutMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var reasoning = ReasoningFilter()
    let lines = reasoning.visible(ReplyLines(withoutMark))
    var scanner = ReplyScanner(lines: lines, tree: tree, ending: ending)
    if reasoning.isOpen {
      scanner.note("the reply ended inside its reasoning")
      scanner.fail(
        .truncated, nil, "The reply ended before its reasoning did; answer with the files only.")
    }
    return scanner.scan()
  }
}

/// What a reply asks for: edits in order, and what could not be read.
package struct ParsedReply: Sendable, Equatable {
  package var edits: [Edit]
  package var notes: [String]
  package var errors: [ReplyError]
  /// Shell commands the reply advises; shown, never run.
  package var commands: [String]

  package init(edits: [Edit], notes: [String], errors: [ReplyError], commands: [String]) {
    self.edits = edits
    self.notes = notes
    self.errors = errors
    self.commands = commands
  }
}
