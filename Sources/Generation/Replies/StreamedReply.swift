package import Replies
package import Workspace

/// A reply while it streams: its text, which files it has brought, and when no more of it need come.
///
/// Pure. A reply that will be refused for its size is told before its end, and what is read of it again
/// on the way is bounded in all: one of very many files costs no more than one of a few.
package struct StreamedReply: Sendable {
  /// All text that has come.
  package private(set) var text = ""
  /// Why the rest is not wanted, as the end of a sentence; nil as long as it is.
  package private(set) var excess: String?
  /// Bytes that were read again while it came.
  package private(set) var reread = 0

  private let tree: FileTree
  private var reader: ReplyReader
  private var paths: Set<String> = []
  /// Files and blocks that have ended.
  private var ended = 0
  /// Of so many files the next look is taken whether they are too many.
  private var nextLook = FileTree.ReplyLimits.files

  /// The most bytes that are read again on the way, twenty times the largest reply that is seen.
  static let rereadLimit = 32 << 20

  /// - Parameter tree: The files that the reply is about.
  package init(tree: FileTree) {
    self.tree = tree
    reader = ReplyReader(tree: tree)
  }

  /// Takes the next piece; returns what can be shown of it.
  package mutating func take(_ piece: String) -> [ReplyEvent] {
    guard excess == nil else { return [] }
    text += piece
    let events = reader.feed(piece.utf8)
    for event in events {
      switch event {
      case .fileBegan(let path): paths.insert(path)
      case .fileCompleted: ended += 1
      case .fileProgress: break
      }
    }
    if let refusal = reader.refusal {
      excess = refusal
    } else if max(paths.count, ended) > nextLook {
      nextLook = 2 * max(paths.count, ended)
      if isRefused { excess = "it changes more files than can be changed at once" }
    }
    return events
  }

  /// Whether what has come may be read once more; each time counts, with `more` bytes that are read beside it.
  package mutating func mayReadAgain(with more: Int = 0) -> Bool {
    let next = reread + text.utf8.count + more
    guard next <= Self.rereadLimit else { return false }
    reread = next
    return true
  }

  /// Whether what has come is too much already; what is seen while it streams is only a guess.
  private var isRefused: Bool {
    var reader = ReplyReader(tree: tree)
    _ = reader.feed(text.utf8)
    return tree.applying(reader.finish(.cut), policy: .open).errors
      .contains { $0.kind == .tooLarge && $0.path == nil }
  }
}
