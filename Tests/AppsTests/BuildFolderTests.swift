import Foundation
import Templates
import Testing
import Workspace

@testable import Apps
@testable import Events

/// Which build folders and programs are removed when.
@Suite struct BuildFolderTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  private var home: Home {
    Home(
      environment: ["WISP_HOME": root + "/home", "XDG_CACHE_HOME": root + "/cache"],
      currentDirectory: "/")
  }

  /// An app with a build folder that holds one program with its resources.
  private func app(_ id: String) throws -> AppDirectory {
    let app = home.app(id)
    let files = FileManager.default
    try files.createDirectory(
      atPath: app.scratch + "/debug/p_App.resources", withIntermediateDirectories: true)
    try files.createDirectory(atPath: app.path, withIntermediateDirectories: true)
    try Data("program".utf8).write(to: URL(filePath: app.scratch + "/debug/p"))
    try Data("other".utf8).write(to: URL(filePath: app.scratch + "/debug/pTests.xctest"))
    try Data("text".utf8).write(to: URL(filePath: app.scratch + "/debug/p_App.resources/a.txt"))
    return app
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func idleOnesGo() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let store = try AppStore(home: home)
    let built = try app("built-0001")
    #expect(try built.publish("p", of: "tree", isVerified: true) != nil)
    _ = try app("building-0002")
    #expect(try store.removeBuilds(idleFor: 600) == [])
    #expect(try names(home.scratch) == ["building-0002", "built-0001"])
    #expect(
      try store.removeBuilds(idleFor: 600, now: Date() + 601) == ["building-0002", "built-0001"])
    #expect(try names(home.scratch) == [])
    #expect(try names(home.programs) == [])
  }

  @Test func theOneThatIsWorkedOnStays() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let store = try AppStore(home: home)
    let built = try app("built-0001")
    let lock = try AppLock(built)
    #expect(try store.removeBuilds(idleFor: 0, now: Date() + 1) == [])
    #expect(try names(home.scratch) == ["built-0001"])
    withExtendedLifetime(lock) {}
  }

  /// `swift build` leaves the program behind a link, in a folder named after the platform.
  @Test func whatSwiftBuildMadeIsPublishedAndKept() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let store = try AppStore(home: home)
    var starter = Template(
      name: "filter", summary: "s", goodFor: [], starter: FileTree(), prompt: "", dependencies: [])
    starter.starter[try SafePath("wisp.json")] = Array("{}".utf8)
    let found = try store.create(
      request: Request(kind: .new, text: "words", name: nil, limits: Limits()), template: starter,
      model: "m", expires: nil, isTool: true)
    let app = found.directory
    let real = app.scratch + "/x86_64-unknown-linux-gnu/debug"
    try FileManager.default.createDirectory(atPath: real, withIntermediateDirectories: true)
    try Data("program".utf8).write(to: URL(filePath: real + "/p"))
    try FileManager.default.createSymbolicLink(
      atPath: app.scratch + "/debug", withDestinationPath: "x86_64-unknown-linux-gnu/debug")
    let program = try #require(try app.publish("p", of: "one", isVerified: true))
    #expect(try names(program.build + "/debug") == ["p"])
    let cache = ToolCache(home: home)
    let shape = InputShape(head: [], isWhole: true)
    let key = ToolCache.Key(intent: "words", toolchain: "t")
    let manifest = AppManifest(name: "p", summary: "s", template: "filter")
    let kept = try #require(
      try cache.keep(found, program, manifest: manifest, for: key, shape: shape))
    #expect(try names(kept.build + "/debug") == ["p"])
    #expect(cache.tools(for: key).map(\.facts) == [kept.facts])
  }

  /// The program, what it needs, and nothing else; one that runs stays whatever is published.
  @Test func whatIsPublished() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    _ = try AppStore(home: home)
    let app = try app("built-0001")
    let verified = try #require(try app.publish("p", of: "one", isVerified: true))
    #expect(try names(verified.build) == ["debug"])
    #expect(try names(verified.build + "/debug") == ["p", "p_App.resources"])
    #expect(
      verified.facts
        == BuiltProgram.Facts(tree: "one", product: "p", programBytes: 7, isVerified: true))
    // An unverified one leaves it, the next verified one does not, unless it runs.
    #expect(try app.publish("p", of: "two", isVerified: false) != nil)
    #expect(try names(app.programs) == ["one", "two"])
    #expect(try app.publish("p", of: "three", isVerified: true) != nil)
    #expect(try names(app.programs) == ["one", "three"])
    #expect(!app.removePrograms())
    #expect(try names(app.programs) == ["one"])
    withExtendedLifetime(verified) {}
    // One that was cut is none.
    try Data("pro".utf8).write(to: URL(filePath: verified.build + "/debug/p"))
    #expect(app.program(of: "one") == nil)
    #expect(try app.publish("q", of: "four", isVerified: true) == nil)
  }
}
