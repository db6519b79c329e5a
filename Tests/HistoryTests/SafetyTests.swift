import Foundation
import History
import Testing
import Workspace

@Suite struct SafetyTests {
  @Test func manyWritersTakeTurns() async throws {
    let fixture = try Fixture()
    let history = fixture.history
    try fixture.record(0, [:])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...6 {
        group.addTask {
          for step in 1...5 {
            let number = writer * 10 + step
            let id = try history.record(
              tree(["w\(writer)": "\(step)"]),
              IterationRecord(subject: "Step \(number)", number: number, kind: .write), at: noon)
            try history.addNote("note \(number)", to: id, namespace: .seal, at: noon)
          }
        }
      }
      try await group.waitForAll()
    }
    let log = try history.log()
    let expected = (1...6).flatMap { writer in (1...5).map { writer * 10 + $0 } }
    #expect(log.compactMap(\.number).sorted() == [0] + expected)
    for entry in log.dropLast() {
      let note = try history.note(of: entry.id, namespace: .seal)
      #expect(note == entry.number.map { "note \($0)" })
    }
    #expect(try history.tip() == log.first?.id)
    #expect(try fixture.git("for-each-ref", "refs/wisp/abandoned") == "")
    #expect(try fixture.git("fsck", "--strict", "--no-dangling") == "")
  }

  @Test(arguments: ["refs/heads/main", "refs/wisp/tip", "refs/notes/commits"])
  func aLockOfAnotherProgramIsNamed(reference: String) throws {
    let fixture = try Fixture()
    let history = fixture.history
    let first = try fixture.record(0, ["a": "0"])
    try history.addNote("seal", to: first, namespace: .seal, at: noon)
    let lock = "\(history.path)/\(reference).lock"
    try Data().write(to: URL(fileURLWithPath: lock))
    let error = try #require(throws: GitError.self) {
      try history.addNote("other", to: first, namespace: .seal, at: noon)
      try fixture.record(1, ["a": "1"])
    }
    #expect(error.reason == .contended)
    #expect(error.advice.contains(".lock"))
    #expect(try fixture.git("fsck", "--strict", "--no-dangling") == "")

    try FileManager.default.removeItem(atPath: lock)
    let last = try fixture.record(2, ["a": "2"])
    #expect(try history.head() == last)
    #expect(try history.tip() == last)
    #expect(try history.log().last?.id == first)
  }

  @Test func attributesAndHooksOfTheRepositoryChangeNothing() throws {
    let fixture = try Fixture()
    let path = fixture.history.path
    let folders = ["hooks", "info"]
    for folder in folders {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
    }
    try "* text eol=lf ident working-tree-encoding=UTF-16\n".write(
      toFile: path + "/info/attributes", atomically: false, encoding: .utf8)
    for hook in ["pre-commit", "commit-msg", "reference-transaction", "post-commit"] {
      let file = "\(path)/hooks/\(hook)"
      try "#!/bin/sh\necho ran >> '\(path)/ran'\nexit 1\n".write(
        toFile: file, atomically: false, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    }
    let files = ["a.txt": "one\r\ntwo\r\n$Id$\n"]
    let id = try fixture.record(0, files)
    #expect(try fixture.history.tree(at: id) == tree(files))
    #expect(try fixture.history.treeID(at: id) == AppHistory.treeID(of: tree(files)))
    #expect(!FileManager.default.fileExists(atPath: path + "/ran"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a repository away"))
  func aRepositoryOfAnotherUserIsOpened() throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, ["a": "0"])
    let path = fixture.history.path
    let all = try FileManager.default.subpathsOfDirectory(atPath: path).map { "\(path)/\($0)" }
    for file in all + [path] { try #require(chown(file, 65_534, 65_534) == 0) }
    #expect(try fixture.history.head() == id)
    let next = try fixture.record(1, ["a": "1"])
    #expect(try fixture.history.log().map(\.id) == [next, id])
  }

  @Test func aDamagedObjectIsAnError() throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, ["a": "0"])
    try fixture.unpack()
    let blob = try fixture.git("rev-parse", "\(id):a").dropLast()
    let object = "\(fixture.history.path)/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    try FileManager.default.removeItem(atPath: object)
    let error = try #require(throws: GitError.self) { try fixture.history.tree(at: id) }
    #expect(error.reason == .notFound)
    #expect(error.operation == "read the files of \(id)")
    #expect(error.advice == "Look at it with `git --git-dir '\(fixture.history.path)' fsck`.")
    #expect(try fixture.history.log().count == 1)
  }

  @Test(arguments: ["", "HEAD", "0", "x", String(repeating: "g", count: 40)])
  func onlyFullIDsNameCommits(text: String) throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, [:])
    for attempt in [
      { _ = try fixture.history.tree(at: text) }, { _ = try fixture.history.treeID(at: text) },
      { _ = try fixture.history.note(of: text, namespace: .seal) },
      { _ = try fixture.history.diff(from: text, to: id) },
      { _ = try fixture.history.diff(from: id, to: text) },
    ] {
      #expect(try #require(throws: GitError.self) { try attempt() }.reason == .badArgument)
    }
  }
}
