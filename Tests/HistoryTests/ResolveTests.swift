import Foundation
import History
import Testing
import Workspace

@Suite struct ResolveTests {
  /// Iterations 0 to 2, then 1 and 2 undone and 3 and 4 recorded, then 4 undone.
  private func history() throws -> (fixture: Fixture, ids: [String]) {
    let fixture = try Fixture()
    var ids = try (0...2).map { try fixture.record($0, ["a": "\($0)"]) }
    _ = try fixture.history.undo()
    _ = try fixture.history.undo()
    ids += try (3...4).map { try fixture.record($0, ["a": "\($0)"]) }
    _ = try fixture.history.undo()
    return (fixture, ids)
  }

  @Test func textsNameIterations() throws {
    let (fixture, ids) = try history()
    let table = [
      ("HEAD", 3), ("@", 3), ("HEAD~0", 3), ("HEAD~", 0), ("HEAD~1", 0), ("0", 0), ("3", 3),
      ("4", 4), ("1", 1), ("2", 2), (ids[2], 2), (String(ids[4].prefix(12)), 4),
      (ids[1].prefix(10).uppercased(), 1),
    ]
    for (text, place) in table {
      #expect(try fixture.history.resolve(text) == ids[place], "\(text)")
    }
  }

  @Test(arguments: [
    "", "5", "-1", "+1", "01", "HEAD~2", "HEAD~99999999999999999999", "HEAD~x", "HEAD^", "HEADS",
    "main", "abc",
    "zzzzzz", "0000000", "HEAD~-1", ":/Step", "refs/heads/main", "../..",
    "ffffffffffffffffffffffffffffffffffffffffff",
  ])
  func whatNamesNothingIsRefused(text: String) throws {
    let (fixture, _) = try history()
    let error = try #require(throws: GitError.self) { try fixture.history.resolve(text) }
    #expect(error.reason == .badArgument)
  }

  @Test func aTreeIsNoIteration() throws {
    let (fixture, ids) = try history()
    let tree = try fixture.history.treeID(at: ids[0])
    #expect(throws: GitError.self) { try fixture.history.resolve(tree) }
  }

  @Test func rangesHaveTwoSides() throws {
    let (fixture, ids) = try history()
    let table: [(String?, String?, String)] = [
      (nil, ids[0], ids[3]), ("3", ids[0], ids[3]), ("0", nil, ids[0]), ("0..2", ids[0], ids[2]),
      ("2..", ids[2], ids[3]), ("..4", ids[3], ids[4]), ("HEAD~1..HEAD", ids[0], ids[3]),
    ]
    for (text, from, to) in table {
      #expect(
        try fixture.history.resolve(range: text) == CommitRange(from: from, to: to),
        "\(text ?? "nil")")
    }
    #expect(throws: GitError.self) { try fixture.history.resolve(range: "0...2") }
    #expect(throws: GitError.self) { try fixture.history.resolve(range: "9..0") }
  }

  @Test func anEmptyHistoryHasNothingToName() throws {
    let fixture = try Fixture()
    let error = try #require(throws: GitError.self) { try fixture.history.resolve("HEAD") }
    #expect(error.message == "nothing was recorded yet")
  }
}
