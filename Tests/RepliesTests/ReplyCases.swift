import Foundation
import ReplyFuzz
import TestSupport
import Testing

@testable import Files
@testable import Replies
@testable import Workspace

/// A folder of `Replies/`: `reply.md`, the files `before/`, and what must come out.
///
/// `after/` holds the files afterwards, or `error.txt` a kind that must be among the errors;
/// `notes.txt` pieces of notes, one a line; `ending.txt` how the reply ended, unknown if missing.
/// No folder stands for no files. Swift files carry `.case` behind their name, which is dropped, so
/// that no formatter or compiler takes them for the package's own.
struct ReplyCase: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Replies")

  static let all: [ReplyCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map(ReplyCase.init)
  }()

  private var place: URL { Self.folder.appending(path: name) }

  func reply() throws -> [UInt8] {
    try [UInt8](Data(contentsOf: place.appending(path: "reply.md")))
  }

  func tree(_ part: String) throws -> FileTree {
    let folder = place.appending(path: part).path
    guard FileManager.default.fileExists(atPath: folder) else { return FileTree() }
    let stored = try FileTree.read(directory: folder)
    var tree = FileTree()
    for (path, bytes) in stored.files {
      let name = path.description
      tree[try SafePath(name.hasSuffix(".case") ? String(name.dropLast(5)) : name)] = bytes
    }
    return tree
  }

  func lines(_ part: String) -> [String] {
    let text = try? String(contentsOf: place.appending(path: part), encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }

  var ending: ReplyEnding {
    switch lines("ending.txt").first {
    case "complete": .complete
    case "cut": .cut
    default: .unknown
    }
  }
}

/// What a reader makes of a reply that comes in these pieces.
func reading(
  _ pieces: [ArraySlice<UInt8>], about tree: FileTree, ending: ReplyEnding
) -> (reply: ParsedReply, events: [ReplyEvent]) {
  var reader = ReplyReader(tree: tree)
  var events: [ReplyEvent] = []
  for piece in pieces { events += reader.feed(piece) }
  return (reader.finish(ending), events)
}

/// Pieces of 1 to 40 bytes.
func randomPieces(_ bytes: [UInt8], seed: UInt64) -> [ArraySlice<UInt8>] {
  var random = Seeded(seed)
  var pieces: [ArraySlice<UInt8>] = []
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + Int.random(in: 1...40, using: &random))
    pieces.append(bytes[start..<end])
    start = end
  }
  return pieces
}

@Suite struct ReplyCaseTests {
  @Test func thereAreCases() {
    #expect(ReplyCase.all.count >= 60)
  }

  @Test(arguments: ReplyCase.all)
  func comesOutAsExpected(_ replyCase: ReplyCase) throws {
    let before = try replyCase.tree("before")
    let bytes = try replyCase.reply()
    let whole = reading([bytes[...]], about: before, ending: replyCase.ending)
    for pieces in [
      bytes.indices.map { bytes[$0...$0] }, randomPieces(bytes, seed: 1),
      randomPieces(bytes, seed: 2),
    ] {
      let other = reading(pieces, about: before, ending: replyCase.ending)
      #expect(other.reply == whole.reply)
      #expect(other.events == whole.events)
    }

    let outcome = before.applying(whole.reply, policy: .open)
    if let kind = replyCase.lines("error.txt").first {
      #expect(outcome.errors.map(\.kind.rawValue).contains(kind), "\(outcome.errors)")
      #expect(outcome.tree == before)
      #expect(outcome.changed == [])
    } else {
      let after = try replyCase.tree("after")
      #expect(outcome.errors == [])
      #expect(outcome.tree.paths == after.paths)
      for path in after.paths { #expect(outcome.tree.text(path) == after.text(path)) }
      #expect(outcome.tree == after)
      #expect(outcome.changed == after.differences(from: before))
    }
    for piece in replyCase.lines("notes.txt") {
      #expect(outcome.notes.contains { $0.contains(piece) }, "\(outcome.notes)")
    }
  }
}
