import Foundation
import History
import Testing
import Workspace

/// Histories whose objects lie in one pack.
@Suite struct PackTests {
  private func counts(_ git: RealGit) throws -> [String] {
    try git("count-objects", "-v").split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("count:") || $0.hasPrefix("packs:") || $0.hasPrefix("garbage:") }
  }

  @Test func nothingIsLostAndHistoryGoesOn() throws {
    let fixture = try Fixture()
    let history = fixture.history
    var ids = try (0...2).map { try fixture.record($0, ["a": "\($0)", "b/c": "same"]) }
    try history.addNote("two", to: ids[2], namespace: .seal, at: noon)
    // What was left behind by going on after an undo is kept, too.
    _ = try history.undo()
    ids.append(try fixture.record(3, ["a": "3"]))
    let log = try history.log()

    for round in 0..<2 {
      try history.pack()
      #expect(try counts(fixture.git) == ["count: 0", "packs: 1", "garbage: 0"])
      #expect(try fixture.git("fsck", "--strict", "--no-dangling") == "")
      #expect(try history.log().suffix(log.count) == log[...])
      #expect(try history.tree(at: ids[1]) == tree(["a": "1", "b/c": "same"]))
      #expect(try history.tree(at: ids[2]) == tree(["a": "2", "b/c": "same"]))
      #expect(try history.note(of: ids[2], namespace: .seal) == "two")
      if round == 0 { try fixture.record(4, ["a": "4"]) }
    }
    // Nothing new: the same pack.
    try history.pack()
    #expect(try counts(fixture.git) == ["count: 0", "packs: 1", "garbage: 0"])
  }

  @Test func anEmptyOneStaysEmpty() throws {
    let fixture = try Fixture()
    try fixture.history.pack()
    #expect(try fixture.history.head() == nil)
    #expect(try counts(fixture.git) == ["count: 0", "packs: 0", "garbage: 0"])
  }
}
