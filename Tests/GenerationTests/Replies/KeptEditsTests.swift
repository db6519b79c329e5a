import Replies
import Testing
import Workspace

@testable import Generation

/// Replies one after the other on one tree, as the loop takes them.
@Suite struct KeptEditsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var replies: [String]
    /// After the last reply: the files that changed with their text, or nil where it was refused.
    var changed: [String: String]?
    /// What is kept after each refusal.
    var kept: [[String]] = []
    var asksWhole: [String] = []

    var testDescription: String { what }
  }

  static func block(_ path: String, _ old: String, _ new: String) -> String {
    "\(path)\n```\n<<<<<<< SEARCH\n\(old)\n=======\n\(new)\n>>>>>>> REPLACE\n```\n"
  }

  static func file(_ path: String, _ text: String) -> String {
    "\(path)\n```\n\(text)\n```\n"
  }

  static let cases: [Case] = [
    Case(
      what: "a block that missed is sent again, the rest is kept",
      replies: [
        block("a.txt", "one", "1") + block("a.txt", "too", "2") + file("b.txt", "new"),
        block("a.txt", "two", "2"),
      ],
      changed: ["a.txt": "1\n2\nthree\n", "b.txt": "new\n"], kept: [["a.txt", "b.txt"]]),
    Case(
      what: "all of it sent again is used once",
      replies: [
        block("a.txt", "one", "1") + block("a.txt", "too", "2"),
        block("a.txt", "one", "1") + block("a.txt", "two", "2"),
      ],
      changed: ["a.txt": "1\n2\nthree\n"], kept: [["a.txt"]]),
    Case(
      what: "a larger block takes the place of the one that it holds",
      replies: [
        block("a.txt", "one", "1") + block("a.txt", "too", "2"),
        block("a.txt", "one\ntwo", "1\n2"),
      ],
      changed: ["a.txt": "1\n2\nthree\n"], kept: [["a.txt"]]),
    Case(
      what: "a block that undoes a kept one is refused",
      replies: [
        block("a.txt", "one", "1") + block("a.txt", "too", "2"),
        block("a.txt", "one\ntwo", "one\n2"),
      ],
      kept: [["a.txt"], []], asksWhole: ["a.txt"]),
    Case(
      what: "after a second failure the file is asked for whole",
      replies: [
        block("a.txt", "too", "2") + file("b.txt", "new"), block("a.txt", "tow", "2"),
        file("a.txt", "all\nnew"),
      ],
      changed: ["a.txt": "all\nnew\n", "b.txt": "new\n"], kept: [["b.txt"], ["b.txt"]],
      asksWhole: ["a.txt"]),
    Case(
      what: "what failed and was left out is asked for once more",
      replies: [block("a.txt", "too", "2") + file("b.txt", "new"), file("c.txt", "c")],
      kept: [["b.txt"], ["b.txt", "c.txt"]], asksWhole: ["a.txt"]),
    Case(
      what: "and then let go",
      replies: [
        block("a.txt", "too", "2") + file("b.txt", "new"), file("c.txt", "c"), file("c.txt", "d"),
      ],
      changed: ["b.txt": "new\n", "c.txt": "d\n"], kept: [["b.txt"], ["b.txt", "c.txt"]],
      asksWhole: ["a.txt"]),
    Case(
      what: "a reply that leaves the folder keeps nothing",
      replies: [file("b.txt", "new") + file("../c.txt", "c")], kept: [[]]),
    Case(
      what: "a reply that touches a frozen file keeps nothing",
      replies: [file("b.txt", "new") + file("frozen.txt", "c")], kept: [[]],
      asksWhole: []),
    Case(
      what: "a misnamed file need not come under that name",
      replies: [block("nowhere.txt", "two", "2"), block("a.txt", "two", "2")],
      changed: ["a.txt": "one\n2\nthree\n"], kept: [[]]),
  ]

  @Test(arguments: cases) func keeps(_ example: Case) throws {
    let before = try tree(["a.txt": "one\ntwo\nthree\n", "frozen.txt": "x\n"])
    let policy = EditPolicy(frozen: [try SafePath("frozen.txt"): "no"])
    var kept = KeptEdits()
    var changed: [String: String]?
    var files: [[String]] = []
    for text in example.replies {
      var reader = ReplyReader(tree: before)
      _ = reader.feed(text.utf8)
      let reply = kept.joined(with: reader.finish(.complete))
      let outcome = before.applying(reply, policy: policy)
      guard outcome.errors.isEmpty else {
        kept.keep(reply, errors: outcome.errors, on: before, policy: policy)
        files.append(kept.files.map(\.description))
        continue
      }
      changed = Dictionary(
        uniqueKeysWithValues: outcome.changed.map { ($0.description, outcome.tree.text($0) ?? "") })
    }
    #expect(changed == example.changed)
    #expect(files == example.kept)
    #expect(kept.asksWhole.map(\.description) == example.asksWhole)
  }

  @Test func aFileRefusedAsAWholeIsNotKept() throws {
    let before = try tree([:])
    var kept = KeptEdits()
    let reply = ParsedReply(
      edits: [try whole("wisp.json", "{"), try whole("a.txt", "a")], notes: [], errors: [],
      commands: [])
    kept.keep(
      reply, errors: [ReplyError(kind: .malformed, path: "wisp.json", message: "not valid")],
      on: before, policy: .open)
    #expect(kept.edits == [try whole("a.txt", "a")])
  }
}
