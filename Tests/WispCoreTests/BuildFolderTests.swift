import Foundation
import Testing

@testable import WispCore

/// Which build folders are removed when.
@Suite struct BuildFolderTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  private var home: Home {
    Home(
      environment: ["WISP_HOME": root + "/home", "XDG_CACHE_HOME": root + "/cache"],
      currentDirectory: "/")
  }

  private func app(_ id: String, isBuilt: Bool) throws -> AppDirectory {
    let app = home.app(id)
    try FileManager.default.createDirectory(
      atPath: app.scratch + "/debug", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: app.path, withIntermediateDirectories: true)
    if isBuilt { try Data("tree".utf8).write(to: URL(filePath: app.builtTree)) }
    return app
  }

  private func scratch() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home.scratch).sorted()
  }

  @Test func idleOnesGo() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let store = try AppStore(home: home)
    _ = try app("built-0001", isBuilt: true)
    _ = try app("building-0002", isBuilt: false)
    #expect(try store.removeBuilds(idleFor: 600) == [])
    #expect(try scratch() == ["building-0002", "built-0001", "built-0001.tree"])
    #expect(try store.removeBuilds(idleFor: 600, now: Date() + 601) == ["built-0001"])
    #expect(try scratch() == ["building-0002"])
    // What was left behind by a process that was killed.
    #expect(try store.removeBuilds(idleFor: 600, now: Date() + 90_000) == ["building-0002"])
    #expect(try scratch() == [])
  }

  @Test func theOneThatIsWorkedOnStays() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let store = try AppStore(home: home)
    let built = try app("built-0001", isBuilt: true)
    let lock = try AppLock(built)
    #expect(try store.removeBuilds(idleFor: 0, now: Date() + 1) == [])
    #expect(try scratch() == ["built-0001", "built-0001.tree"])
    withExtendedLifetime(lock) {}
  }
}
