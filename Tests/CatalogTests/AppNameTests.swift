import Catalog
import Foundation
import TestSupport
import Testing

/// One name, one app.
@Suite struct AppNameTests {
  struct Wish: Sendable, CustomTestStringConvertible {
    var wanted: String
    var taken: Set<String>
    var given: String
    var testDescription: String { "\(wanted) among \(taken.sorted())" }
  }

  private static let long = String(repeating: "a", count: 40)

  @Test(arguments: [
    Wish(wanted: "words", taken: [], given: "words"),
    Wish(wanted: "words", taken: ["word", "words-2"], given: "words"),
    Wish(wanted: "words", taken: ["words"], given: "words-2"),
    Wish(wanted: "words", taken: ["words", "words-2", "words-3"], given: "words-4"),
    Wish(wanted: "words-2", taken: ["words", "words-2"], given: "words-3"),
    Wish(wanted: "words-2", taken: ["words-2"], given: "words-2-2"),
    Wish(wanted: "top-100", taken: ["top-100", "top"], given: "top-100-2"),
    Wish(wanted: "a-9", taken: ["a", "a-9", "a-10"], given: "a-11"),
    Wish(wanted: "-2", taken: ["-2", ""], given: "-2-2"),
    Wish(wanted: long, taken: [long], given: String(long.dropLast(2)) + "-2"),
  ]) func theFirstFreeName(_ wish: Wish) {
    #expect(AppName.free(wish.wanted) { wish.taken.contains($0) } == wish.given)
  }

  @Test func aRowLearnsWhatIsTaken() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    for record in [app("words-0001"), app("gone-0002", trashed: true), app("own-0003")] {
      try catalog.insert(record)
    }
    var taken: [Bool] = []
    let made = try catalog.replace(id: "own-0003") { isTaken in
      // A name, an id, an id in the trash; a name in the trash, its own name and id, and no name.
      taken = try ["words", "words-0001", "gone-0002", "gone", "own", "own-0003", "x"].map(isTaken)
      return app("own-0003", name: "new")
    }
    #expect(taken == [true, true, true, false, false, false, false])
    #expect(made == app("own-0003", name: "new"))
    #expect(try catalog.app(id: "own-0003") == made)
    #expect(
      try catalog.names() == ["words-0001": "words", "gone-0002": "gone", "own-0003": "new"])
  }

  /// What the row's maker throws comes out as it is, and the row stays.
  @Test func aRowThatCannotBeMadeStays() throws {
    struct Refused: Error {}
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    try catalog.insert(app("a-0001"))
    #expect(throws: Refused.self) { try catalog.replace(id: "a-0001") { _ in throw Refused() } }
    #expect(try catalog.all() == [app("a-0001")])
  }

  @Test func manyAtOnceGetDifferentNames() async throws {
    let folder = try TemporaryFolder()
    let path = folder.catalog
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1000..<1008 {
        group.addTask {
          let id = "a-\(number)"
          try Catalog(path: path).replace(id: id) { isTaken in
            app(id, name: try AppName.free("words", isTaken: isTaken))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(
      Set(try Catalog(path: path).all().map(\.name))
        == Set(["words"]).union((2...8).map { "words-\($0)" }))
  }
}
