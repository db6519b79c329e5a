import Foundation
import History
import TestSupport
import Testing
import Workspace

@Suite struct RecordTests {
  @Test func whatIsRecordedIsReadBack() throws {
    let fixture = try Fixture()
    #expect(try fixture.history.head() == nil)
    #expect(try fixture.history.log() == [])
    let files = try tree([
      "Package.swift": "// swift-tools-version: 6.1\n", "Sources/App/main.swift": "print(1)\n",
      "Sources/App/Größe und Maß.swift": "let ß = 1\n", "Sources/App.swift": "",
      "Tests/日本.txt": "no newline at the end",
    ])
    let record = IterationRecord(
      subject: "Sum a column by group", body: "Because the user asked.\n\nTwice.", number: 1,
      kind: .write, model: "anthropic/some-model", verdict: "passed", tokens: 1_234, seconds: 4.25)
    let id = try fixture.history.record(files, record, at: noon)

    #expect(try fixture.history.head() == id)
    #expect(try fixture.history.tree(at: id) == files)
    #expect(
      try fixture.history.log() == [
        HistoryEntry(
          id: id, date: noon, subject: record.subject, body: record.body, number: 1, kind: .write,
          model: record.model, verdict: "passed", tokens: 1_234, seconds: 4.25)
      ])
    #expect(try fixture.git("fsck", "--strict", "--full") == "")
    #expect(try fixture.git("symbolic-ref", "HEAD") == "refs/heads/main\n")
    #expect(
      try fixture.git("log", "--format=%an <%ae>|%cn <%ce>|%at|%s") == """
        wisp <wisp@localhost>|wisp <wisp@localhost>|1800000000|Sum a column by group

        """)
    #expect(
      try fixture.git("log", "--format=%(trailers)") == """
        Wisp-Iteration: 1
        Wisp-Kind: write
        Wisp-Model: anthropic/some-model
        Wisp-Verdict: passed
        Wisp-Tokens: 1234
        Wisp-Seconds: 4.25


        """)
    #expect(
      try fixture.git(
        "-c", "core.quotePath=false", "ls-tree", "-r", "HEAD", "--format=%(objectmode) %(path)")
          == """
          100644 Package.swift
          100644 Sources/App.swift
          100644 Sources/App/Größe und Maß.swift
          100644 Sources/App/main.swift
          100644 Tests/日本.txt

          """)
  }

  @Test func anUnchangedTreeIsACommitOfItsOwn() throws {
    let fixture = try Fixture()
    let first = try fixture.record(0, ["a": "1"])
    let second = try fixture.record(1, ["a": "1"])
    #expect(first != second)
    #expect(try fixture.history.log().map(\.id) == [second, first])
    #expect(try fixture.git("rev-list", "main") == "\(second)\n\(first)\n")
    #expect(try fixture.history.treeID(at: first) == fixture.history.treeID(at: second))
  }

  @Test func treesKeepEveryByte() throws {
    let fixture = try Fixture()
    var files = FileTree()
    files[try SafePath("all bytes")] = (0...255).map { UInt8($0) }
    files[try SafePath("crlf.txt")] = Array("a\r\nb\r\n".utf8)
    files[try SafePath(".gitattributes")] = Array("* text=auto eol=lf ident\n".utf8)
    var large = [UInt8](repeating: 0, count: 5_000_000)
    for place in large.indices {
      large[place] = UInt8(truncatingIfNeeded: place &* 2_654_435_761 >> 7)
    }
    files[try SafePath("deep/er/large.bin")] = large
    let id = try fixture.history.record(
      files, IterationRecord(subject: "Bytes", number: 0, kind: .scaffold), at: noon)
    #expect(try fixture.history.tree(at: id) == files)
    #expect(try fixture.git("cat-file", "-s", "\(id):deep/er/large.bin") == "5000000\n")
    #expect(try fixture.git("fsck", "--strict") == "")
  }

  @Test func anEmptyTreeIsGitsEmptyTree() throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, [:])
    #expect(try fixture.history.tree(at: id) == FileTree())
    #expect(
      try fixture.history.treeID(at: id) == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    #expect(try AppHistory.treeID(of: FileTree()) == fixture.history.treeID(at: id))
  }

  /// Git sorts `a/b` after `a-b`, which plain sorting by path does not.
  @Test(arguments: [
    ["a": "1"], ["a/b": "1", "a-b": "2", "a.b": "3"], ["a/b/c": "", "a/b.c": "", "a0": ""],
    ["Größe": "x", "Gro\u{308}sser": "y", "日本/東京": "z"],
  ])
  func aTreeHasTheSameIDWithoutARepository(files: [String: String]) throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, files)
    let expected = try fixture.git("rev-parse", "\(id)^{tree}").dropLast()
    #expect(try AppHistory.treeID(of: tree(files)) == expected)
    #expect(try fixture.history.treeID(at: id) == expected)
    #expect(try fixture.git("fsck", "--strict") == "")
  }

  @Test func aFileThatIsAlsoAFolderIsRefused() throws {
    let fixture = try Fixture()
    let error = try #require(throws: GitError.self) {
      try fixture.record(0, ["a": "1", "a/b": "2"])
    }
    #expect(error.reason == .badArgument)
    #expect(error.message == "a is both a file and the folder of a/b")
    #expect(try fixture.history.head() == nil)
  }

  @Test func creatingTwiceIsRefused() throws {
    let fixture = try Fixture()
    let error = try #require(throws: GitError.self) {
      try AppHistory.create(at: fixture.history.path)
    }
    #expect(error.reason == .alreadyExists)
    #expect(error.path == fixture.history.path)
  }

  @Test func aMissingHistorySaysSo() throws {
    let folder = try TemporaryFolder()
    let error = try #require(throws: GitError.self) {
      try AppHistory(at: folder.path + "/none.git").log()
    }
    #expect(error.reason == .notFound)
    #expect(
      error.description == """
        Cannot read the log in \(folder.path)/none.git: there is no git repository. \
        The app's history is missing; restore the directory from a backup.
        """)
  }
}
