import Foundation
import TestSupport
import Testing

@testable import Toolchain

/// Folders of the cache that one holder works in.
@Suite struct HeldFolderTests {
  private let root: TemporaryFolder
  private var parent: String { "\(root.path)/checks" }

  init() throws { root = try TemporaryFolder() }

  private func entries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: parent).sorted()
  }

  @Test func oneHoldsIt() throws {
    let first = try #require(try HeldFolder("\(parent)/a"))
    #expect(try HeldFolder("\(parent)/a") == nil)
    HeldFolder.sweep(parent, idleFor: 0, now: Date() + 3600)
    #expect(try entries() == ["a", "a.lock"])
    withExtendedLifetime(first) {}
  }

  @Test func itIsThereForTheNext() throws {
    do {
      let first = try #require(try HeldFolder("\(parent)/a"))
      try Data("kept".utf8).write(to: URL(filePath: "\(first.path)/file"))
    }
    let second = try #require(try HeldFolder("\(parent)/a"))
    #expect(HostFile.bytes(at: "\(second.path)/file", limit: 10) == Array("kept".utf8))
    second.remove()
    #expect(try entries() == [])
  }

  @Test func idleOnesGo() throws {
    for name in ["a", "b"] { _ = try #require(try HeldFolder("\(parent)/\(name)")) }
    // What is left where a process was killed between the lock and the folder, and the other way round.
    try Data().write(to: URL(filePath: "\(parent)/c.lock"))
    _ = try root.folder("checks/d")
    HeldFolder.sweep(parent, idleFor: 600)
    #expect(try entries() == ["a", "a.lock", "b", "b.lock", "c.lock", "d"])
    HeldFolder.sweep(parent, idleFor: 600, now: Date() + 602)
    #expect(try entries() == [])
  }

  @Test func workOfDeadProcessesGoesAtOnce() throws {
    let alive = try WorkFolder(in: root.path)
    let left = try root.folder("work/left-by-a-dead-process")
    try Data().write(to: URL(filePath: "\(left).lock"))
    Checker.sweep(cacheDirectory: root.path, idleFor: 600)
    #expect(HostFile.stamp(of: left) == nil)
    _ = try alive.file("a.txt", "still usable")
    alive.remove()
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(root.path)/work")
    #expect(names == [])
  }
}
