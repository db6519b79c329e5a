import Replies
import Testing
import Workspace

@testable import Generation

/// The file as a whole edit.
func whole(_ path: String, _ text: String) throws -> Edit {
  .write(try SafePath(path), Array(text.utf8))
}

func tree(_ files: [String: String]) throws -> FileTree {
  var tree = FileTree()
  for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
  return tree
}

@Suite struct ReplyAssemblyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    /// Each was cut, but for the last where `isCut` is false.
    var pieces: [String]
    var isCut = false
    /// Path and text of each edit.
    var edits: [[String]] = []
    var errors: [String] = []
    /// The open file, its tail, and whether fewer files are asked for; nil where nothing is missing.
    var missing: (open: String?, tail: [String], fewer: Bool)?

    var testDescription: String { what }
  }

  static let a = "a.txt\n```\nalpha\n```\n"
  static let cutB = "b.txt\n```\none line\ntwo lines\nthr"

  static let cases: [Case] = [
    Case(what: "one whole reply", pieces: [a], edits: [["a.txt", "alpha\n"]]),
    Case(
      what: "cut inside a file", pieces: [a + cutB], isCut: true, edits: [["a.txt", "alpha\n"]],
      errors: ["b.txt"], missing: ("b.txt", ["one line", "two lines"], false)),
    Case(
      what: "cut between files", pieces: [a], isCut: true, edits: [["a.txt", "alpha\n"]],
      errors: [""], missing: (nil, [], false)),
    Case(
      what: "went on from the tail",
      pieces: [a + cutB, "b.txt\n```\ntwo lines\nthree lines\n```\nc.txt\n```\nc\n```\n"],
      edits: [
        ["a.txt", "alpha\n"], ["b.txt", "one line\ntwo lines\nthree lines\n"], ["c.txt", "c\n"],
      ]),
    Case(
      what: "began the file anew",
      pieces: [a + cutB, "b.txt\n```\none line\n2\n3\n```\n"],
      edits: [["a.txt", "alpha\n"], ["b.txt", "one line\n2\n3\n"]]),
    Case(
      what: "sent only the rest", pieces: [a + cutB, "b.txt\n```\nthree lines\nfour\n```\n"],
      edits: [["a.txt", "alpha\n"]], errors: ["b.txt"], missing: ("b.txt", [], false)),
    Case(
      what: "sent only the rest, then the whole",
      pieces: [
        a + cutB, "b.txt\n```\nthree lines\nfour\n```\nc.txt\n```\nc\n```\n",
        "b.txt\n```\nall\nof it\n```\n",
      ],
      edits: [["a.txt", "alpha\n"], ["c.txt", "c\n"], ["b.txt", "all\nof it\n"]]),
    Case(
      what: "left the open file out", pieces: [a + cutB, "c.txt\n```\nc\n```\n"],
      edits: [["a.txt", "alpha\n"], ["c.txt", "c\n"]], errors: ["b.txt"],
      missing: ("b.txt", [], false)),
    Case(
      what: "cut three times",
      pieces: [
        cutB, "two lines\nthree lines\nfour", "three lines\nfour lines\nfi",
        "four lines\nfive lines\n```\n",
      ],
      edits: [["b.txt", "one line\ntwo lines\nthree lines\nfour lines\nfive lines\n"]]),
    Case(
      what: "as long again without getting further", pieces: [a + cutB, a + cutB], isCut: true,
      edits: [["a.txt", "alpha\n"]], errors: ["b.txt"], missing: ("b.txt", [], true)),
    Case(
      what: "another file that begins like the tail",
      pieces: [
        "b.txt\n```\nimport Testing\n", "c.txt\n```\nimport Testing\nx\n```\n",
      ],
      edits: [["c.txt", "import Testing\nx\n"]], errors: ["b.txt"], missing: ("b.txt", [], false)),
    Case(
      what: "a block that was cut and came again",
      pieces: [
        "old.txt\n```\n<<<<<<< SEARCH\nold li",
        "old.txt\n```\n<<<<<<< SEARCH\nold line\n=======\nnew line\n>>>>>>> REPLACE\n```\n",
      ],
      edits: [["old.txt", "new line\n"]]),
    Case(what: "nothing more to say", pieces: [a, "That is all."], edits: [["a.txt", "alpha\n"]]),
  ]

  @Test(arguments: cases.indices) func assembles(_ index: Int) throws {
    let example = Self.cases[index]
    let before = try tree(["old.txt": "old line\n"])
    var assembly = ReplyAssembly(tree: before)
    for (index, piece) in example.pieces.enumerated() {
      assembly.add(piece, isCut: example.isCut || index < example.pieces.count - 1)
    }
    let reply = assembly.reply
    #expect(
      reply.errors.map { $0.path ?? "" } == example.errors, "\(example.what): \(reply.errors)")
    let applied = before.applying(
      ParsedReply(edits: reply.edits, notes: [], errors: [], commands: []), policy: .open)
    #expect(
      reply.edits.map { [$0.path.description, applied.tree.text($0.path) ?? ""] } == example.edits,
      "\(example.what)")
    let missing = try example.missing.map { open, tail, fewer in
      ReplyAssembly.Missing(open: try open.map(SafePath.init), tail: tail, asksFewer: fewer)
    }
    #expect(assembly.missing == missing, "\(example.what)")
  }
}
