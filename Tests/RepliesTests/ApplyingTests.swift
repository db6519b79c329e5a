import Testing

@testable import Replies
@testable import Workspace

private func outcome(
  _ reply: String, on before: FileTree, policy: EditPolicy = .open, ending: ReplyEnding = .complete
) -> ApplyOutcome {
  var reader = ReplyReader(tree: before)
  _ = reader.feed(reply.utf8)
  return before.applying(reader.finish(ending), policy: policy)
}

@Suite struct ApplyingTests {
  private let fence = "```"

  private func whole(_ path: String, _ text: String) -> String {
    "\(path)\n\(fence)\n\(text)\(fence)\n"
  }

  @Test func frozenFilesKeepTheirBytes() throws {
    let before = try tree(["Package.swift": "one\n", "a.txt": "a\n"])
    let policy = EditPolicy(frozen: [try SafePath("Package.swift"): "wisp writes Package.swift"])
    let refused = outcome(
      whole("Package.swift", "two\n") + whole("a.txt", "b\n"), on: before, policy: policy)
    #expect(
      refused
        == ApplyOutcome(
          tree: before, changed: [], notes: [],
          errors: [
            ReplyError(kind: .frozen, path: "Package.swift", message: "wisp writes Package.swift")
          ]))
    let same = outcome(
      whole("Package.swift", "one\n") + whole("a.txt", "b\n"), on: before, policy: policy)
    #expect(same.errors == [])
    #expect(same.changed == [try SafePath("a.txt")])
    let deleted = outcome("DELETE: Package.swift\n", on: before, policy: policy)
    #expect(deleted.errors.map(\.kind) == [.frozen])
  }

  @Test func aFailingBlockOnAFrozenFileIsFrozen() throws {
    let before = try tree(["wisp.json": "{}\n"])
    let policy = EditPolicy(frozen: [try SafePath("wisp.json"): "accepted"])
    let reply = "wisp.json\n<<<<<<< SEARCH\nnothing\n=======\nx\n>>>>>>> REPLACE\n"
    #expect(outcome(reply, on: before, policy: policy).errors.map(\.message) == ["accepted"])
  }

  @Test(arguments: ["Tests/New.swift", "Tests/Deep/New.swift"])
  func nothingIsMadeBelowAClosedPrefix(_ path: String) throws {
    let before = try tree(["a.txt": "a\n"])
    let policy = EditPolicy(closed: ["Tests": "the tests are accepted"])
    let refused = outcome(whole(path, "x\n"), on: before, policy: policy)
    #expect(refused.errors.map(\.kind) == [.frozen])
    #expect(refused.tree == before)
    #expect(outcome(whole("TestsOther.swift", "x\n"), on: before, policy: policy).errors == [])
  }

  @Test func deletionCanBeForbidden() throws {
    let before = try tree(["a.txt": "a\n"])
    let policy = EditPolicy(allowsDeletion: false)
    #expect(outcome("DELETE: a.txt\n", on: before, policy: policy).errors.map(\.kind) == [.frozen])
  }

  @Test func aPathThroughALinkIsRefused() throws {
    var before = try tree(["a.txt": "a\n"])
    before.links = [try SafePath("out")]
    for path in ["out", "out/x.txt"] {
      #expect(outcome(whole("./" + path, "x\n"), on: before).errors.map(\.kind) == [.pathEscape])
    }
  }

  @Test func anEmptyFolderIsAFolder() throws {
    let before = FileTree(directories: [try SafePath("empty/dir")])
    #expect(outcome(whole("empty/dir", "x\n"), on: before).errors.map(\.kind) == [.isDirectory])
  }

  @Test func capsTheNumberOfFiles() throws {
    let limit = FileTree.ReplyLimits.files
    let files = (0...limit).map { whole("f\($0).txt", "x\n") }
    #expect(outcome(files.dropLast().joined(), on: FileTree()).changed.count == limit)
    #expect(outcome(files.joined(), on: FileTree()).errors.map(\.kind) == [.tooLarge])
  }

  @Test func capsTheSizeOfAFile() {
    let limit = FileTree.ReplyLimits.fileBytes
    let line = String(repeating: "x", count: 63) + "\n"
    let fits = String(repeating: line, count: limit / 64)
    #expect(outcome(whole("a.txt", fits), on: FileTree()).errors == [])
    #expect(outcome(whole("a.txt", fits + "y\n"), on: FileTree()).errors.map(\.kind) == [.tooLarge])
  }

  @Test func capsTheReply() {
    var reader = ReplyReader(tree: FileTree())
    let line = [UInt8](repeating: 0x61, count: 1023) + [0x0A]
    for _ in 0...(ReplyReader.Limits.replyBytes / 1024) { _ = reader.feed(line) }
    #expect(reader.finish(.complete).errors.map(\.kind) == [.tooLarge])
  }

  @Test func aMissedBlockShowsTheNearestLines() throws {
    let before = try tree(["a.txt": "alpha\nbeta one\ngamma\ndelta\n"])
    let reply = "a.txt\n<<<<<<< SEARCH\nalpha\nbeta two\ngamma\n=======\nx\n>>>>>>> REPLACE\n"
    let message = try #require(outcome(reply, on: before).errors.first?.message)
    #expect(message.contains("1: alpha\n2: beta one\n3: gamma"))
    #expect(message.contains("line 2 is `beta two`, the file's line 2 is `beta one`"))
  }

  @Test func anAmbiguousBlockNamesItsPlaces() throws {
    let before = try tree(["a.txt": "x\ny\nx\n"])
    let reply = "a.txt\n<<<<<<< SEARCH\nx\n=======\nz\n>>>>>>> REPLACE\n"
    let message = try #require(outcome(reply, on: before).errors.first?.message)
    #expect(message.contains("2 times (from lines 1, 3)"))
  }

  @Test func severalFailuresAreAllReported() throws {
    let before = try tree(["a.txt": "a\n", "b.txt": "b\n"])
    let reply =
      "a.txt\n<<<<<<< SEARCH\nno\n=======\nx\n>>>>>>> REPLACE\n"
      + "b.txt\n<<<<<<< SEARCH\nno\n=======\nx\n>>>>>>> REPLACE\n" + whole("c.txt", "c\n")
    let refused = outcome(reply, on: before)
    #expect(refused.errors.map(\.path) == ["a.txt", "b.txt"])
    #expect(refused.tree == before)
  }

  @Test func commandsAreListedNotRun() {
    var reader = ReplyReader(tree: FileTree())
    _ = reader.feed("Run:\n```sh\n# first\n$ swift build\nswift test\n```\n".utf8)
    let reply = reader.finish(.complete)
    #expect(
      reply
        == ParsedReply(edits: [], notes: [], errors: [], commands: ["swift build", "swift test"]))
  }
}
