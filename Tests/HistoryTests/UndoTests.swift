import Foundation
import History
import Testing
import Workspace

@Suite struct UndoTests {
  @Test func undoAndRedoWalkTheLine() throws {
    let fixture = try Fixture()
    let history = fixture.history
    let ids = try (0...2).map { try fixture.record($0, ["a": "\($0)"]) }

    #expect(try history.undo() == ids[1])
    #expect(try history.undo() == ids[0])
    #expect(try history.head() == ids[0])
    #expect(try history.tip() == ids[2])
    #expect(try history.log().map(\.id) == [ids[0]])
    #expect(try history.tree(at: ids[0]) == tree(["a": "0"]))
    #expect(try history.redo() == ids[1])
    #expect(try history.redo() == ids[2])
    #expect(try history.head() == ids[2])
    #expect(
      try fixture.git("for-each-ref", "--format=%(refname) %(objectname)") == """
        refs/heads/main \(ids[2])
        refs/wisp/tip \(ids[2])

        """)
  }

  @Test func theEndsSaySo() throws {
    let fixture = try Fixture()
    let history = fixture.history
    #expect(try #require(throws: GitError.self) { try history.undo() }.reason == .atTheEnd)
    #expect(try #require(throws: GitError.self) { try history.redo() }.reason == .atTheEnd)
    let scaffold = try fixture.record(0, [:])
    let error = try #require(throws: GitError.self) { try history.undo() }
    #expect(error.reason == .atTheEnd)
    #expect(error.message == "the scaffold is the first iteration; nothing is before it")
    #expect(try #require(throws: GitError.self) { try history.redo() }.reason == .atTheEnd)
    #expect(try history.head() == scaffold)
  }

  @Test func recordingAfterAnUndoKeepsWhatWasUndone() throws {
    let fixture = try Fixture()
    let history = fixture.history
    let ids = try (0...2).map { try fixture.record($0, ["a": "\($0)"]) }
    _ = try history.undo()
    _ = try history.undo()
    let other = try fixture.record(3, ["a": "other"])
    _ = try history.undo()
    let third = try fixture.record(4, ["a": "third"])

    #expect(try history.log().map(\.id) == [third, ids[0]])
    #expect(try #require(throws: GitError.self) { try history.redo() }.reason == .atTheEnd)
    #expect(
      try fixture.git("for-each-ref", "--format=%(refname) %(objectname)") == """
        refs/heads/main \(third)
        refs/wisp/abandoned/1 \(ids[2])
        refs/wisp/abandoned/2 \(other)
        refs/wisp/tip \(third)

        """)
    try fixture.git("gc", "--prune=now", "--quiet")
    #expect(try history.tree(at: ids[1]) == tree(["a": "1"]))
    #expect(try history.undo() == ids[0])
    #expect(try history.redo() == third)
    #expect(try fixture.git("fsck", "--strict", "--no-dangling") == "")
  }

  /// A crash after the branch moved and before the tip did.
  @Test func aTipThatFellBehindCatchesUp() throws {
    let fixture = try Fixture()
    let ids = try (0...1).map { try fixture.record($0, ["a": "\($0)"]) }
    try fixture.git("update-ref", "refs/wisp/tip", ids[0])
    #expect(try fixture.history.tip() == ids[1])
    let third = try fixture.record(2, ["a": "2"])
    #expect(try fixture.history.undo() == ids[1])
    #expect(try fixture.history.redo() == third)
    #expect(try fixture.git("for-each-ref", "refs/wisp/abandoned") == "")
  }

  /// A plain `git commit --amend` while something was undone.
  @Test func aTipThatLostTheBranchIsKept() throws {
    let fixture = try Fixture()
    let ids = try (0...2).map { try fixture.record($0, ["a": "\($0)"]) }
    let foreign = try fixture.git("commit-tree", "\(ids[0])^{tree}", "-p", ids[0], "-m", "By hand")
      .trimmingCharacters(in: .newlines)
    try fixture.git("update-ref", "refs/heads/main", foreign)
    #expect(try fixture.history.undo() == ids[0])
    #expect(try fixture.history.redo() == foreign)
    #expect(try fixture.git("rev-parse", "refs/wisp/abandoned/1").dropLast() == ids[2])
  }
}
