import ReplyFuzz
import TestSupport
import Testing

@testable import Replies
@testable import Workspace

/// Replies put together at random from the pieces of all formats: whatever they are, reading and
/// applying them ends, depends on the bytes alone, and changes all or nothing.
@Suite struct HostileReplyTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func endsWithAllOrNothing(_ seed: UInt64) throws {
    var random = Seeded(seed)
    let before = try tree(["a.txt": "one\ntwo\nthree\none\n", "b.txt": "one\n", "sub/x.txt": "x\n"])
    for round in 0..<60 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        bytes += Array(replyPieces.randomElement(using: &random)?.utf8 ?? "".utf8)
        if Int.random(in: 0..<20, using: &random) == 0 {
          bytes.append(.random(in: 0...255, using: &random))
        }
        bytes += Int.random(in: 0..<10, using: &random) == 0 ? [0x0D, 0x0A] : [0x0A]
      }
      let ending: ReplyEnding = [.complete, .unknown, .cut][round % 3]
      let whole = reading([bytes[...]], about: before, ending: ending)
      let split = reading(randomPieces(bytes, seed: seed), about: before, ending: ending)
      #expect(whole.reply == split.reply)
      #expect(whole.events == split.events)
      let outcome = before.applying(whole.reply, policy: .open)
      #expect(outcome.changed == outcome.tree.differences(from: before))
      if !outcome.errors.isEmpty { #expect(outcome.tree == before) }
      if ending == .cut { #expect(!outcome.errors.isEmpty) }
    }
  }

  /// Found by fuzzing.
  @Test(arguments: ["<boltAction type=", "<boltAction type=\n", "<boltArtifact =\n"])
  func anUnfinishedTagEnds(_ text: String) throws {
    #expect(reading([Array(text.utf8)[...]], about: FileTree(), ending: .unknown).reply.edits == [])
  }

  /// Found by fuzzing: what stands before a call's JSON is longer than the JSON.
  @Test func aCallBehindALongNameIsRead() throws {
    let name = "functions." + String(repeating: "x", count: 60)
    let text = name + #"({"path": "a.txt", "content": "x"})"# + "\n"
    let reply = reading([Array(text.utf8)[...]], about: FileTree(), ending: .unknown).reply
    #expect(reply.edits == [.write(try SafePath("a.txt"), Array("x\n".utf8))])
  }

  @Test(arguments: [
    "\n", "```\n", "```swift\n\"\"\"\n", "a.txt\n```\n", "{\"name\": 1, \"content\": 2}\n",
    "<boltAction type=\"file\" filePath=\"a.txt\">\n", "<<<<<<< SEARCH\n", "*** Begin Patch\n",
    "--- a\n+++ b\n@@\n\n\n", "<think>\n",
    "a.txt\n<<<<<<< SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE\n",
    "@@\n", "[{", "*** Update File: a.txt\n@@\n-x\n", "a.txt\n```\nx\n```\n", "DELETE: a.txt\n",
  ])
  func repetitionStaysLinear(_ piece: String) throws {
    let before = try tree(["a.txt": "one\n"])
    let bytes = Array(String(repeating: piece, count: 60_000 / piece.utf8.count).utf8)
    let reply = reading([bytes[...]], about: before, ending: .unknown).reply
    #expect(reply.errors.count <= 60)
    let outcome = before.applying(reply, policy: .open)
    #expect(outcome.errors.isEmpty || outcome.tree == before)
  }

  /// Ten thousand replies made from the cases by changing them; `make fuzz` runs a million.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func changedCasesKeepThePromises(_ seed: UInt64) throws {
    let corpus = try ReplyCase.all.map { try ($0.reply(), $0.tree("before")) }
    var mutator = ReplyMutator(corpus: corpus.map(\.0), seed: seed)
    for round in 0..<500 {
      let (reply, before) = corpus[round % corpus.count]
      let changed = mutator.next(reply)
      let violation = ReplyInvariants(before).violation(by: changed)
      if let violation {
        Issue.record("\(violation): \(String(decoding: changed, as: UTF8.self))")
      }
    }
  }

  /// Large replies are read or refused.
  @Test(arguments: [
    ("ten megabytes", "x.txt\n```\n", "a line that is thirty-two bytes\n", 330_000, ["too_large"]),
    ("short lines", "", "x\n", 1_000_000, []),
    ("a file of short lines", "x.txt\n```\n", "x\n", 1_000_000, ["truncated"]),
    ("an added file", "*** Begin Patch\n*** Add File: x.txt\n", "+\n", 1_000_000, ["truncated"]),
    (
      "an updated file", "*** Begin Patch\n*** Update File: x.txt\n", "+\n", 1_000_000,
      ["too_large", "truncated"]
    ),
    ("a diff", "--- a/x.txt\n+++ b/x.txt\n@@ -1 +1 @@\n", "+\n", 1_000_000, ["too_large"]),
    ("a block", "x.txt\n<<<<<<< SEARCH\n", "x\n", 1_000_000, ["truncated"]),
    (
      "a bolt action", "<boltAction type=\"file\" filePath=\"x\">\n", "x\n", 1_000_000,
      ["truncated"]
    ),
    ("blank lines", "", "\n", 2_000_000, []),
    ("one long line", "x.txt\n```\n", String(repeating: "x", count: 1_000_000), 1, ["truncated"]),
    ("a line too long", "", String(repeating: "x", count: 1_100_000), 1, ["too_large"]),
    ("open fences", "x.md\n", "```sh\n", 10_000, ["truncated"]),
  ])
  func largeRepliesEnd(
    _ what: String, _ start: String, _ piece: String, _ count: Int, _ kinds: [String]
  ) {
    let bytes = Array((start + String(repeating: piece, count: count)).utf8)
    let reply = reading([bytes[...]], about: FileTree(), ending: .unknown).reply
    #expect(reply.errors.map(\.kind.rawValue) == kinds)
  }

  @Test func tenThousandNestedFencesArePaired() throws {
    let text =
      String(repeating: "```sh\n", count: 10_000) + String(repeating: "```\n", count: 10_000)
    let reply = reading([Array(("x.md\n" + text).utf8)[...]], about: FileTree(), ending: .unknown)
      .reply
    #expect(reply.errors == [])
    #expect(reply.edits.map(\.path) == [try SafePath("x.md")])
  }
}
