import Foundation
import Testing

@testable import Apps

/// Homes and caches: nobody else gets in, and nobody's other folder is closed.
@Suite struct PrivateFolderTests {
  struct Case: Sendable {
    var name = "home"
    /// Nil if the folder is missing.
    var before: mode_t?
    var files: [String] = []
    /// Its mode afterwards.
    var after: mode_t
    var isRefused = false
  }

  @Test(arguments: [
    Case(before: nil, after: 0o700), Case(name: "a/b/wisp", before: nil, after: 0o700),
    Case(before: 0o700, files: ["notes"], after: 0o700), Case(before: 0o755, after: 0o700),
    Case(before: 0o777, files: ["apps", "catalog.sqlite-wal"], after: 0o700),
    Case(before: 0o570, files: ["apps"], after: 0o500),
    // Something else lies there, or it is meant for everybody.
    Case(before: 0o755, files: ["apps", "notes"], after: 0o755),
    Case(before: 0o775, files: ["notes"], after: 0o775, isRefused: true),
    Case(before: 0o1777, after: 0o1777, isRefused: true),
    // Nobody else calls a folder so.
    Case(name: "wisp", before: 0o777, files: ["anything"], after: 0o700),
  ])
  func closes(_ test: Case) throws {
    let above = FileManager.default.temporaryDirectory.path + "/private-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: above) }
    let path = above + "/" + test.name
    if let mode = test.before {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for file in test.files { try Data().write(to: URL(fileURLWithPath: path + "/" + file)) }
      chmod(path, mode)
    }
    let folder = PrivateFolder(path: path, names: ["apps", "catalog"])
    var refused: SharedFolder?
    do { try folder.prepare() } catch let error as SharedFolder { refused = error }
    #expect(refused == (test.isRefused ? SharedFolder(path: path) : nil))
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == test.after)
    #expect(folder.isOpen == (test.after & 0o077 != 0))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
  func refusesAnotherUsersFolder() throws {
    let path = FileManager.default.temporaryDirectory.path + "/private-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    chmod(path, 0o700)
    try #require(chown(path, 65_527, 65_527) == 0)
    #expect(throws: SharedFolder(path: path, owner: 65_527)) {
      try PrivateFolder(path: path, names: ["apps"]).prepare()
    }
  }
}
