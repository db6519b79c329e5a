import Replies
import TestSupport
package import Workspace

/// What holds for every reply, whatever its bytes are.
package struct ReplyInvariants: Sendable {
  private let before: FileTree

  /// - Parameter before: The files that the replies are applied to.
  package init(_ before: FileTree) { self.before = before }

  /// Files of several kinds: text, CRLF, a byte order mark, not text at all, a folder, a link.
  package static func sample() throws -> ReplyInvariants {
    var tree = FileTree(directories: [try SafePath("empty/dir")])
    let files = [
      "a.txt": "one\ntwo\nthree\none\n", "b.txt": "one\r\ntwo\r\n", "c.txt": "\u{FEFF}one\n",
      "README.md": "# A\n\n```sh\nls\n```\n", "sub/x.txt": "x\n", "empty.txt": "",
      "Sources/App/main.swift": "import AppCore\n\nlet text = \"\"\"\n  a\n  \"\"\"\nprint(text)\n",
    ]
    for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
    tree[try SafePath("data.bin")] = [0xFF, 0x00, 0xFE]
    tree.links = [try SafePath("out")]
    return ReplyInvariants(tree)
  }

  /// The first promise that `reply` breaks; nil where all hold.
  package func violation(by reply: [UInt8]) -> String? {
    var random = Seeded(reply.reduce(UInt64(reply.count)) { $0 &* 31 &+ UInt64($1) })
    let ending = [ReplyEnding.complete, .unknown, .cut].randomElement(using: &random) ?? .cut
    let whole = reading([reply[...]], ending)
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < reply.count {
      let end = min(reply.count, start + Int.random(in: 1...40, using: &random))
      pieces.append(reply[start..<end])
      start = end
    }
    let chunked = reading(pieces, ending)
    guard chunked.events == whole.events, chunked.reply == whole.reply else {
      return "chunks change the result"
    }
    // The most expensive and the rarest to find anything.
    if Int.random(in: 0..<8, using: &random) == 0 {
      let single = reading(reply.indices.map { reply[$0...$0] }, ending)
      guard single.events == whole.events, single.reply == whole.reply else {
        return "single bytes change the result"
      }
    }
    return violation(by: whole.reply, ending)
  }

  private func violation(by reply: ParsedReply, _ ending: ReplyEnding) -> String? {
    for edit in reply.edits {
      var paths = [edit.path]
      if case .rename(_, let to, _) = edit { paths.append(to) }
      for path in paths where (try? SafePath(path.description)) != path {
        return "an unsafe path \(path)"
      }
    }
    let outcome = before.applying(reply, policy: .open)
    if ending == .cut, outcome.errors.isEmpty { return "a cut reply was applied" }
    if outcome.tree != before, !outcome.errors.isEmpty { return "half of a reply was applied" }
    if outcome.changed != outcome.tree.differences(from: before) {
      return "the changes are not what is listed"
    }
    for path in outcome.changed {
      if before.link(on: path) != nil { return "\(path) leads through a link" }
      if path.ancestors.contains(where: { outcome.tree[$0] != nil }) {
        return "\(path) lies below a file"
      }
    }
    if reply.errors.count > 60 { return "\(reply.errors.count) errors" }
    return nil
  }

  private func reading(
    _ pieces: [ArraySlice<UInt8>], _ ending: ReplyEnding
  ) -> (reply: ParsedReply, events: [ReplyEvent]) {
    var reader = ReplyReader(tree: before)
    var events: [ReplyEvent] = []
    for piece in pieces { events += reader.feed(piece) }
    return (reader.finish(ending), events)
  }
}
