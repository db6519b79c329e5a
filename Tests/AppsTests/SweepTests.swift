import Foundation
import History
import Testing
import Workspace

@testable import Apps
@testable import Catalog

/// Life times, the trash and the sweep that nobody asked for.
@Suite struct SweepTests {
  private let day = 86_400.0
  private let folder =
    FileManager.default.temporaryDirectory.path + "/wisp sweep \(UUID().uuidString)"

  private func withStore(_ body: (AppStore) throws -> Void) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(
      AppStore(
        home: Home(
          environment: ["WISP_HOME": folder + "/home", "XDG_CACHE_HOME": folder + "/cache"],
          currentDirectory: "/")))
  }

  private func add(_ id: String, to store: AppStore, at now: Date, kept: Bool = false) throws {
    #expect(try store.home.app(id).create())
    try store.catalog.replace(id: id) { _ in
      AppRecord(
        id: id, name: id, description: "Do something", template: "filter", isKept: kept,
        createdAt: now, expiresAt: now + 7 * day)
    }
  }

  @Test func onlyWhatIsDueGoes() throws {
    try withStore { store in
      let now = Date()
      try add("new-0001", to: store, at: now)
      try add("old-0002", to: store, at: now - 8 * day)
      try add("kept-0003", to: store, at: now - 8 * day, kept: true)
      try add("busy-0004", to: store, at: now - 8 * day)
      let lock = try AppLock(store.home.app("busy-0004"))
      #expect(
        try store.dueForSweep(now: now) == .init(discarded: ["busy-0004", "old-0002"], gone: []))
      #expect(try store.sweep(now: now) == .init(discarded: ["old-0002"], gone: []))
      withExtendedLifetime(lock) {}
      let listed = try store.catalog.list(includingTrash: true)
      #expect(Set(listed.filter { $0.status == .trashed }.map(\.id)) == ["old-0002"])
      // A day later it is gone for good; what was brought back in time is not.
      #expect(try store.sweep(now: now + 2 * day).gone == ["old-0002"])
      #expect(!FileManager.default.fileExists(atPath: store.home.trashed("old-0002").path))
    }
  }

  @Test func aForkOfWhatIsDiscardedMeanwhile() throws {
    try withStore { store in
      try add("words-0001", to: store, at: Date())
      _ = try AppHistory.create(at: store.home.app("words-0001").history)
      let found = try store.find("words-0001")
      try store.discard(found.record)
      let error = #expect(throws: AppNotFound.self) {
        try store.fork(found, at: nil, name: nil, expires: nil)
      }
      #expect(error?.description.hasPrefix("words-0001 is in the trash.") == true)
    }
  }

  @Test func onceADay() throws {
    try withStore { store in
      let now = Date()
      #expect(store.claimSweep(now: now))
      #expect(!store.claimSweep(now: now))
      #expect(!store.claimSweep(now: now + day / 2))
      #expect(store.claimSweep(now: now + 2 * day))
    }
  }

  @Test func aListIsTheRecords() throws {
    try withStore { store in
      let now = Date(timeIntervalSince1970: 1_800_000_000)
      var app = AppRecord(
        id: "a-0001", name: "a", summary: "", description: "asked for", template: "filter",
        model: "m", state: .failing, createdAt: now, expiresAt: now + 60, iterations: 3,
        costUSD: 0.5, bytes: 4096)
      try store.catalog.replace(id: app.id) { [app] _ in app }
      let row = ListedApp(
        id: "a-0001", name: "a", summary: "asked for", status: .failing, template: "filter",
        model: "m", createdAt: 1_800_000_000, expiresAt: 1_800_000_060, trashedAt: nil, bytes: 4096,
        iterations: 3, costUSD: 0.5)
      #expect(try store.catalog.list() == [row])
      app = try store.catalog.update(id: "a-0001") { $0.trashedAt = now + 1 }
      #expect(try store.catalog.list() == [])
      #expect(try store.catalog.list(includingTrash: true).map(\.status) == [.trashed])
      #expect(app.isTrashed)
    }
  }

  /// Tools go when nobody uses them for long, and when there is no room for them.
  @Test func toolsAreTrimmed() throws {
    try withStore { store in
      let cache = ToolCache(home: store.home)
      for (name, age) in [("old", 40.0), ("used", 1), ("last", 0)] {
        let path = cache.root + "/key/" + name
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(count: 100_000).write(to: URL(fileURLWithPath: path + "/tool.json"))
        try FileManager.default.setAttributes(
          [.modificationDate: Date() - age * day], ofItemAtPath: path + "/tool.json")
      }
      func left() -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: cache.root + "/key")) ?? [])
      }
      #expect(cache.trim(budget: 1_000_000, onlyCounts: true).tools == 1)
      #expect(left() == ["old", "used", "last"])
      #expect(cache.trim(budget: 1_000_000).tools == 1)
      #expect(left() == ["used", "last"])
      #expect(cache.trim(budget: 150_000).tools == 1)
      #expect(left() == ["last"])
      #expect(cache.trim(budget: 0).tools == 1)
      #expect(left() == [])
    }
  }

  @Test(arguments: [
    ("discrad", "discard"), ("lss", "ls"), ("shwo", "show"), ("no", nil), ("count", nil),
    ("cost", nil), ("undoo", "undo"),
  ]) func guesses(word: String, meant: String?) {
    let words = ["discard", "ls", "show", "new", "cost", "undo", "redo"]
    #expect(Similarity.nearest(to: word, among: words) == meant)
  }
}
