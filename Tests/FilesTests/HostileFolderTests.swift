import Foundation
import Testing

@testable import Files
@testable import Workspace

/// Real folders as a hostile program leaves them.
@Suite struct HostileFolderTests {
  private final class Place: Sendable {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "wisp-hostile-\(UUID().uuidString)"
      try FileManager.default.createDirectory(
        atPath: path + "/app", withIntermediateDirectories: true)
      try FileManager.default.createDirectory(
        atPath: path + "/outside", withIntermediateDirectories: true)
      try "precious".write(toFile: path + "/outside/file", atomically: false, encoding: .utf8)
    }

    var app: String { path + "/app" }
    var outside: [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: path + "/outside"))?.sorted() ?? []
    }
    var precious: String? { try? String(contentsOfFile: path + "/outside/file", encoding: .utf8) }
    var isGone: Bool { access(app, F_OK) != 0 }

    deinit {
      try? HostileFolder(path).remove()
    }
  }

  @Test func namesWhatWasChanged() throws {
    let place = try Place()
    for name in ["old.html", "new.HTML", "b.svg", "notes.txt", "\u{1B}[2J.html"] {
      try "x".write(toFile: "\(place.app)/\(name)", atomically: false, encoding: .utf8)
    }
    #expect(symlink(place.path + "/outside/file", place.app + "/link.html") == 0)
    #expect(mkdir(place.app + "/folder.html", 0o700) == 0)
    #expect(mkfifo(place.app + "/pipe.html", 0o600) == 0)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000)], ofItemAtPath: place.app + "/old.html"
    )
    let folder = HostileFolder(place.app)
    #expect(
      folder.files(ending: [".html", ".svg"], changedSince: 2_000)
        == ["\u{1B}[2J.html", "b.svg", "new.HTML"])
    #expect(folder.files(ending: [".html"], changedSince: .max) == [])
    #expect(HostileFolder(place.path + "/none").files(ending: [".html"], changedSince: 0) == [])
  }

  @Test func removesWithoutFollowing() throws {
    let place = try Place()
    #expect(symlink(place.path + "/outside", place.app + "/folder-link") == 0)
    #expect(symlink(place.path + "/outside/file", place.app + "/file-link") == 0)
    #expect(symlink("loop", place.app + "/loop") == 0)
    #expect(link(place.path + "/outside/file", place.app + "/hard-link") == 0)
    #expect(mkfifo(place.app + "/pipe", 0o600) == 0)
    #expect(mkdir(place.app + "/closed", 0o700) == 0)
    #expect(symlink(place.path + "/outside", place.app + "/closed/link") == 0)
    #expect(mkdir(place.app + "/closed/inner", 0o700) == 0)
    #expect(mkdir(place.app + "/closed/inner/.wisp-removed-1", 0o700) == 0)
    #expect(mkdir(place.app + "/.wisp-removed-1", 0o700) == 0)
    #expect(mkfifo(place.app + "/.wisp-removed-1/pipe", 0o600) == 0)
    #expect(chmod(place.app + "/closed/inner", 0) == 0)
    #expect(chmod(place.app + "/closed", 0) == 0)
    for name in ["new\nline", "\u{1B}[2J", String(repeating: "n", count: 255), "-rf", " "] {
      #expect(mkdir(place.app + "/" + name, 0o755) == 0)
    }
    let raw: [UInt8] = Array((place.app + "/").utf8) + [0xFF, 0xFE, 0]
    let made = raw.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { mkdir($0.baseAddress!, 0o755) }
    }
    #expect(made == 0)
    try HostileFolder(place.app).remove()
    #expect(place.isGone)
    #expect(place.outside == ["file"])
    #expect(place.precious == "precious")
  }

  @Test func removesALinkInThePlaceOfTheFolder() throws {
    let place = try Place()
    #expect(rmdir(place.app) == 0)
    #expect(symlink(place.path + "/outside", place.app) == 0)
    #expect(throws: TreeError.self) { try HostileFolder(place.app).removeEntries() }
    try HostileFolder(place.app).remove()
    #expect(place.isGone)
    #expect(place.precious == "precious")
    try HostileFolder(place.app).remove()
  }

  /// Deeper than a path can be long.
  @Test func removesWhatLiesDeep() throws {
    let place = try Place()
    var current = open(place.app, O_RDONLY | O_DIRECTORY)
    for _ in 0..<3_000 {
      #expect(mkdirat(current, "deeper", 0o755) == 0)
      let next = openat(current, "deeper", O_RDONLY | O_DIRECTORY)
      close(current)
      current = next
    }
    close(openat(current, "file", O_WRONLY | O_CREAT, 0o644))
    close(current)
    #expect(HostileFolder(place.app).size.isPartial)
    try HostileFolder(place.app).remove()
    #expect(place.isGone)
  }

  @Test func removesWhatIsWide() throws {
    let place = try Place()
    let folder = open(place.app, O_RDONLY | O_DIRECTORY)
    for number in 0..<100_000 {
      close(openat(folder, "file-\(number)", O_WRONLY | O_CREAT, 0o644))
    }
    close(folder)
    #expect(HostileFolder(place.app).size.entries == 100_000)
    try HostileFolder(place.app).remove()
    #expect(place.isGone)
  }

  @Test func readsRegularFilesBelowOnly() throws {
    let place = try Place()
    let folder = HostileFolder(place.app)
    #expect(mkdir(place.app + "/inner", 0o755) == 0)
    try folder.write(Array("text".utf8), to: "inner/file")
    #expect(folder.bytes(of: "inner/file", limit: 4) == Array("text".utf8))
    #expect(folder.bytes(of: "inner/file", limit: 3) == nil)
    #expect(symlink(place.path + "/outside/file", place.app + "/link") == 0)
    #expect(symlink(place.path + "/outside", place.app + "/folder") == 0)
    #expect(mkfifo(place.app + "/pipe", 0o600) == 0)
    for name in [
      "link", "folder/file", "pipe", "inner", "missing", "../outside/file", ".", "",
      "inner/../../outside/file",
    ] {
      #expect(folder.bytes(of: name, limit: 100) == nil, "\(name)")
    }
  }

  @Test func writesThroughNothing() throws {
    let place = try Place()
    let folder = HostileFolder(place.app)
    #expect(symlink(place.path + "/outside/file", place.app + "/link") == 0)
    #expect(symlink(place.path + "/outside", place.app + "/folder") == 0)
    try folder.write(Array("new".utf8), to: "link")
    #expect(throws: TreeError.self) { try folder.write([], to: "folder/file") }
    #expect(throws: TreeError.self) { try folder.write([], to: "../outside/file") }
    #expect(place.precious == "precious")
    #expect(folder.bytes(of: "link", limit: 10) == Array("new".utf8))
  }

  @Test func countsBlocksNotClaims() throws {
    let place = try Place()
    let file = open(place.app + "/sparse", O_WRONLY | O_CREAT, 0o644)
    #expect(ftruncate(file, 1 << 40) == 0)
    close(file)
    #expect(symlink(place.path, place.app + "/up") == 0)
    let size = HostileFolder(place.app).size
    #expect(size.bytes < 1 << 20)
    #expect(size.entries == 2)
    #expect(!size.isPartial)
  }
}
