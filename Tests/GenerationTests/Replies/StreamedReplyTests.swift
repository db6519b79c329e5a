import Replies
import Testing
import Workspace

@testable import Generation

/// What a reply costs while it streams, counted in files and in bytes that are read again.
@Suite struct StreamedReplyTests {
  private static func file(_ path: String) -> String { "\(path)\n```\ntext of \(path)\n```\n" }

  /// Feeds pieces until no more is wanted; returns how many were taken.
  private static func feed(
    _ pieces: some Sequence<String>, to reply: inout StreamedReply, rereads: Bool = true
  ) -> Int {
    var taken = 0
    for piece in pieces {
      guard reply.excess == nil else { break }
      for event in reply.take(piece) {
        if rereads, case .fileCompleted = event { _ = reply.mayReadAgain() }
      }
      taken += 1
    }
    return taken
  }

  @Test func twentyThousandFilesEndAtTheFirstThatIsTooMuch() {
    var reply = StreamedReply(tree: FileTree())
    let taken = Self.feed((0..<20_000).map { Self.file("f\($0).txt") }, to: &reply)
    #expect(reply.excess == "it changes more files than can be changed at once")
    #expect(taken == FileTree.ReplyLimits.files + 1)
    #expect(reply.text.utf8.count < 4_000)
  }

  @Test func oneFileTwentyThousandTimesEndsEarlyToo() {
    var reply = StreamedReply(tree: FileTree())
    let taken = Self.feed((0..<20_000).map { _ in Self.file("wisp.json") }, to: &reply)
    #expect(reply.excess == "it changes more files than can be changed at once")
    #expect(taken < 1_000)
  }

  @Test func whatIsAllowedIsReadToItsEnd() throws {
    let names = (0..<FileTree.ReplyLimits.files).map { "f\($0).txt" }
    var reply = StreamedReply(tree: FileTree())
    let taken = Self.feed(names.map(Self.file), to: &reply)
    #expect(taken == 40)
    #expect(reply.excess == nil)
    #expect(reply.text == names.map(Self.file).joined())
    // Many more that stay as they are change nothing, so the applier takes them.
    let same = (0..<200).map { "g\($0).txt" }
    var known = FileTree()
    for name in same { known[try SafePath(name)] = Array("text of \(name)\n".utf8) }
    reply = StreamedReply(tree: known)
    let kept = Self.feed(same.map(Self.file), to: &reply)
    #expect(kept == 200)
    #expect(reply.excess == nil)
  }

  @Test func aReplyThatTheReaderRefusesEndsThere() {
    var reply = StreamedReply(tree: FileTree())
    let line = String(repeating: "x", count: 1_023) + "\n"
    let taken = Self.feed((0..<100_000).map { _ in line }, to: &reply)
    #expect(reply.excess == "it is longer than 2 MB or has a line longer than 1 MB")
    #expect(taken == (ReplyReader.Limits.replyBytes >> 10) + 1)
    let more = reply.take("a.txt\n```\n")
    #expect(more.isEmpty)
  }

  /// Ten long files and three hundred blocks: each end would read everything before it again.
  @Test func whatIsReadAgainIsBoundedInAll() {
    var reply = StreamedReply(tree: FileTree())
    let body = String(repeating: "a line of a long file\n", count: 6_000)
    let long = (0..<10).map { "f\($0).txt\n```\n\(body)```\n" }
    _ = Self.feed(long, to: &reply)
    #expect(reply.excess == nil)
    #expect(reply.reread == long.indices.reduce(0) { $0 + long[...$1].joined().utf8.count })
    let block = "f0.txt\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n"
    _ = Self.feed((0..<300).map { _ in block }, to: &reply)
    #expect(reply.excess == nil)
    #expect(reply.reread <= StreamedReply.rereadLimit)
    #expect(reply.reread > StreamedReply.rereadLimit - (4 << 20))
    let once = reply.mayReadAgain()
    #expect(!once)
  }
}
