import Files
import Foundation
import Testing
import Toolchain
import Workspace

@testable import Apps

/// Marks of runs in a real home, and what a run leaves beside what was there before.
@Suite struct RunMarkTests {
  private final class Place {
    let path = NSTemporaryDirectory() + "wisp-runs-\(UUID().uuidString)"
    let home: Home
    var app: AppDirectory { home.app("notes-1234") }
    /// A folder of the user's.
    var own: String { path + "/own" }

    init() throws {
      home = Home(
        environment: ["WISP_HOME": path + "/home", "XDG_CACHE_HOME": path + "/cache"],
        currentDirectory: "/")
      try home.prepare()
      _ = try app.create()
      try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    }

    func makeRepository(_ path: String) throws {
      for name in ["objects", "refs"] {
        try FileManager.default.createDirectory(
          atPath: path + "/" + name, withIntermediateDirectories: true)
      }
      try "ref: refs/heads/main\n".write(
        toFile: path + "/HEAD", atomically: false, encoding: .utf8)
    }

    func begin() throws -> RunMark {
      let grant = try Grant(
        .init(write: [own]), rules: PathRules(home: path + "/user", closed: [home.root]),
        certificates: nil)
      return try RunMark(of: app, writing: grant.guardedFolders(data: app.data), in: home)
    }

    var marks: [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: home.runs).filter { $0 != ".lock" })
        ?? []
    }

    deinit { try? HostileFolder(path).remove() }
  }

  @Test func tellsWhatIsNewFromWhatWasThere() throws {
    let place = try Place()
    try place.makeRepository(place.own + "/mine/.git")
    try place.makeRepository(place.app.data + "/mine/.git")
    let mark = try place.begin()
    #expect(
      mark.folders.flatMap(\.mounts).map { [$0.host, $0.inside, "\($0.writable)"] } == [
        [place.app.data + "/mine/.git", "/data/mine/.git", "false"],
        [place.own + "/mine/.git", place.own + "/mine/.git", "false"],
      ])
    #expect(mark.leftovers() == Leftovers())

    // What the sandbox needs is nobody's, until something is in it.
    try FileManager.default.createDirectory(
      atPath: place.app.data + "/.git", withIntermediateDirectories: true)
    #expect(mark.leftovers() == Leftovers())
    try place.makeRepository(place.app.data + "/a/.git")
    try place.makeRepository(place.own + "/a/.git")
    let left = mark.leftovers()
    #expect(left.found.map(\.path) == [place.app.data + "/a/.git", place.own + "/a/.git"])
    #expect(left.found.map(\.mayBeUsers) == [false, true])
    #expect(left.unseen == [])

    let renamed = mark.setAside(left.found)
    #expect(renamed.map(\.old) == left.found.map(\.path))
    #expect(renamed.map(\.new) == left.found.map { $0.path + ".by-notes-1234" })
    #expect(mark.leftovers() == Leftovers())
    mark.remove()
    #expect(access(place.app.data + "/.git", F_OK) != 0)
    #expect(place.marks == [])
  }

  /// Root starts apps as another user, so owners tell who made something.
  @Test func ownersTellUnderRoot() throws {
    let place = try Place()
    let mark = try place.begin()
    try place.makeRepository(place.own + "/a/.git")
    if getuid() == 0 { try #require(chown(place.own + "/a/.git", 65528, 65528) == 0) }
    #expect(mark.leftovers().found.map(\.mayBeUsers) == [getuid() != 0])
  }

  @Test func whatAKilledRunLeftIsFoundOnce() throws {
    let place = try Place()
    var mark: RunMark? = try place.begin()
    try place.makeRepository(place.app.data + "/a/.git")
    #expect(place.marks.count == 1)
    // It is running.
    #expect(RunMark.left(in: place.home).isEmpty)
    withExtendedLifetime(mark) {}
    mark = nil
    // The app has been discarded since.
    try FileManager.default.moveItem(
      atPath: place.app.path, toPath: place.home.trashed(place.app.id).path)
    let left = RunMark.left(in: place.home)
    #expect(left.map(\.app) == ["notes-1234"])
    #expect(RunMark.left(in: place.home).isEmpty)
    #expect(
      left[0].leftovers().found.map(\.path)
        == [place.home.trashed(place.app.id).data + "/a/.git"])
    left[0].remove()
    #expect(place.marks == [])
  }

  @Test func aRunLeavesWhatAnotherNeeds() throws {
    let place = try Place()
    let (first, second) = (try place.begin(), try place.begin())
    let git = place.app.data + "/.git"
    try FileManager.default.createDirectory(atPath: git, withIntermediateDirectories: true)
    first.remove()
    #expect(access(git, F_OK) == 0)
    second.remove()
    #expect(access(git, F_OK) != 0)
  }

  @Test(arguments: ["", "{", #"{"v":2,"app":"x","folders":[]}"#])
  func aDamagedMarkIsInNobodysWay(text: String) throws {
    let place = try Place()
    try text.write(
      toFile: place.home.runs + "/notes-1234.x", atomically: false, encoding: .utf8)
    #expect(RunMark.left(in: place.home).isEmpty)
    #expect(place.marks == [])
  }

  /// A link there would lead the sandbox's own mount elsewhere.
  @Test func whatIsInTheWayIsRenamedBefore() throws {
    let place = try Place()
    try #require(symlink("../../usr", place.app.data + "/.git") == 0)
    let mark = try place.begin()
    #expect(mark.displaced.map(\.new) == [place.app.data + "/.git.by-notes-1234"])
    #expect(mark.folders.flatMap(\.mounts).isEmpty)
  }

  @Test(arguments: [".git", "w/.git", "b", "b/hooks"]) func filesOfARepositoryAreNeverGranted(
    path: String
  ) throws {
    let place = try Place()
    try place.makeRepository(place.own + "/b")
    for folder in ["b/hooks", ".git", "w/.git"] {
      try FileManager.default.createDirectory(
        atPath: place.own + "/" + folder, withIntermediateDirectories: true)
    }
    let rules = PathRules(home: place.path + "/user", closed: [])
    let asked = place.own + "/" + path
    #expect(
      throws: PermissionError(
        "write \(asked): the files of a repository are never changed by an app.")
    ) { try Grant(.init(write: [asked]), rules: rules, certificates: nil) }
    #expect(throws: Never.self) {
      try Grant(.init(read: [asked]), rules: rules, certificates: nil)
    }
  }
}
