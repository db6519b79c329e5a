import Foundation
import History
import Testing
import Workspace

@Suite struct ForkTests {
  @Test func aForkEndsAtTheIterationAndGoesItsOwnWay() throws {
    let fixture = try Fixture()
    let history = fixture.history
    let ids = try (0...2).map { try fixture.record($0, ["a": "\($0)"]) }
    for (id, text) in zip(ids, ["zero", "one", "two"]) {
      try history.addNote(text, to: id, namespace: .seal, at: Date())
    }

    let path = history.path + ".fork"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let fork = try history.fork(at: ids[1], to: path)

    #expect(try fork.log().map(\.id) == [ids[1], ids[0]])
    #expect(try fork.tip() == ids[1])
    #expect(try fork.tree(at: ids[1]) == history.tree(at: ids[1]))
    #expect(try fork.note(of: ids[1], namespace: .seal) == "one")
    #expect(try fork.note(of: ids[1], namespace: .exchange) == nil)
    _ = try fork.undo()
    #expect(try history.head() == ids[2])
  }
}
