import Foundation
import History
import Testing
import Workspace

@Suite struct ExportTests {
  private static let files = [
    "Package.swift": "// swift-tools-version: 6.1\n", "Sources/App/Größe und Maß.swift": "let a\n",
    ".gitignore": "*.log\n", "kept.log": "ignored, and yet recorded\n",
    ".gitattributes": "* text=auto eol=crlf ident filter=evil\n", "id.txt": "$Id$\r\n",
  ]

  private func history() throws -> (fixture: Fixture, ids: [String]) {
    let fixture = try Fixture()
    let ids = [
      try fixture.record(0, ["Package.swift": "// old\n"]), try fixture.record(1, Self.files),
      try fixture.record(2, ["undone": ""]),
    ]
    _ = try fixture.history.undo()
    return (fixture, ids)
  }

  private func read(_ directory: String) throws -> [String: String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: directory)
    var files: [String: String] = [:]
    for path in all where !path.hasPrefix(".git/") && path != ".git" {
      let file = directory + "/" + path
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory)
      if !isDirectory.boolValue { files[path] = try String(contentsOfFile: file, encoding: .utf8) }
    }
    return files
  }

  @Test func theHistoryGoesAlong() throws {
    let (fixture, ids) = try history()
    let directory = fixture.folder.path + "/my tööl"
    let head = try fixture.history.export(
      to: directory, ExportOptions(subject: "unused", date: noon))
    #expect(head == ids[1])
    #expect(try read(directory) == Self.files)
    let git = RealGit(workTree: directory)
    #expect(try git("status", "--porcelain", "--ignored") == "")
    #expect(try git("rev-list", "HEAD") == "\(ids[1])\n\(ids[0])\n")
    #expect(try git("symbolic-ref", "HEAD") == "refs/heads/main\n")
    #expect(try git("for-each-ref", "--format=%(refname)") == "refs/heads/main\n")
    #expect(try git("fsck", "--strict", "--full") == "")
    #expect(try git("config", "--local", "core.bare") == "false\n")
    #expect(throws: RealGit.Failure.self) { try git("cat-file", "-e", ids[2]) }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path).sorted()
        == ["apps", "my tööl"])
  }

  @Test func filesMayBeAdded() throws {
    let (fixture, ids) = try history()
    let directory = fixture.folder.path + "/out"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var expected = Self.files
    expected["README.md"] = "# Tool\n"
    let head = try fixture.history.export(
      to: directory + "/",
      ExportOptions(headTree: try tree(expected), subject: "Add a\nREADME", date: noon))
    #expect(try read(directory) == expected)
    let git = RealGit(workTree: directory)
    #expect(try git("rev-list", "HEAD") == "\(head)\n\(ids[1])\n\(ids[0])\n")
    #expect(try git("log", "-1", "--format=%B%an") == "Add a README\nwisp\n")
    #expect(try git("status", "--porcelain") == "")
  }

  @Test(arguments: [true, false])
  func oneCommitIsEnough(withMore: Bool) throws {
    let (fixture, ids) = try history()
    let directory = fixture.folder.path + "/deep/er/out"
    let more = try withMore ? tree(["README.md": "# Tool\n"]) : nil
    let head = try fixture.history.export(
      to: directory, ExportOptions(headTree: more, squash: true, subject: "Tool", date: noon))
    let git = RealGit(workTree: directory)
    #expect(try git("rev-list", "--all") == head + "\n")
    #expect(try git("log", "--format=%s %at") == "Tool 1800000000\n")
    #expect(try read(directory) == (withMore ? ["README.md": "# Tool\n"] : Self.files))
    #expect(try git("status", "--porcelain") == "")
    #expect(try git("fsck", "--strict") == "")
    #expect(throws: RealGit.Failure.self) { try git("cat-file", "-e", ids[0]) }
  }

  @Test func nothingIsOverwritten() throws {
    let (fixture, _) = try history()
    let folder = fixture.folder.path + "/full"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "mine".write(toFile: folder + "/file", atomically: false, encoding: .utf8)
    for directory in [folder, folder + "/file"] {
      let error = try #require(throws: GitError.self) {
        try fixture.history.export(to: directory, ExportOptions(subject: "x", date: noon))
      }
      #expect(error.reason == .alreadyExists)
      #expect(error.path == directory)
    }
    #expect(try read(folder) == ["file": "mine"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
  }

  @Test func aHistoryWithNothingInItIsRefused() throws {
    let fixture = try Fixture()
    let error = try #require(throws: GitError.self) {
      try fixture.history.export(
        to: fixture.folder.path + "/out", ExportOptions(subject: "x", date: noon))
    }
    #expect(error.reason == .notFound)
    #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/out"))
  }
}
