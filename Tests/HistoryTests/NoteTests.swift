import Foundation
import History
import Testing
import Workspace

@Suite struct NoteTests {
  @Test func notesAreWhatGitShows() throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, ["a": "1"])
    let history = fixture.history
    #expect(try history.note(of: id, namespace: .seal) == nil)
    try history.addNote("tree 1\nüber\n", to: id, namespace: .seal, at: noon)
    try history.addNote("question", to: id, namespace: .exchange, at: noon)
    #expect(try history.note(of: id, namespace: .seal) == "tree 1\nüber\n")
    #expect(try history.note(of: id, namespace: .exchange) == "question")
    #expect(try fixture.git("notes", "show", id) == "tree 1\nüber\n")
    #expect(try fixture.git("notes", "--ref=exchange", "show", id) == "question")
    #expect(try fixture.git("log", "-1").contains("Notes:\n    tree 1\n    über\n"))
    #expect(try fixture.git("fsck", "--strict") == "")
  }

  @Test func aSecondNoteReplacesTheFirst() throws {
    let fixture = try Fixture()
    let ids = try (0...3).map { try fixture.record($0, ["a": "1"]) }
    let long = String(repeating: "a line of a long exchange\n", count: 20_000)
    for id in ids { try fixture.history.addNote("first", to: id, namespace: .exchange, at: noon) }
    try fixture.history.addNote("a\0b" + long, to: ids[1], namespace: .exchange, at: noon)
    #expect(
      try ids.map { try fixture.history.note(of: $0, namespace: .exchange) }
        == ["first", "ab" + long, "first", "first"])
    #expect(try fixture.git("notes", "--ref=exchange", "show", ids[1]) == "ab" + long)
  }

  @Test func aNoteToNothingIsRefused() throws {
    let fixture = try Fixture()
    let missing = String(repeating: "0", count: 39) + "1"
    for commit in [missing, "main", ""] {
      #expect(throws: GitError.self) {
        try fixture.history.addNote("x", to: commit, namespace: .seal, at: noon)
      }
    }
    #expect(try fixture.git("for-each-ref") == "")
  }
}
