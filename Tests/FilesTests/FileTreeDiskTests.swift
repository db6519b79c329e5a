import Foundation
import Testing

@testable import Files
@testable import Workspace

/// A new folder, removed at the end.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "workspace-tests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }

  func text(_ name: String) -> String? {
    try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  /// Every name below, folders with a final slash.
  func names() -> [String] {
    let all = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return all.sorted()
  }
}

func tree(_ files: [String: String]) throws -> FileTree {
  var tree = FileTree()
  for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
  return tree
}

@Suite struct FileTreeDiskTests {
  @Test func readsRegularFilesOnly() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", to: "Sources/a.swift")
    try folder.write("hidden", to: ".gitignore")
    for reserved in [".git/config", ".build/x", ".swiftpm/y", "sub/.git/z"] {
      try folder.write("no", to: reserved)
    }
    try folder.link("outside", to: "/etc/passwd")
    try folder.link("loop", to: ".")
    let read = try FileTree.read(directory: folder.path)
    #expect(read == (try tree(["Sources/a.swift": "a", ".gitignore": "hidden"])))
    #expect(read.links == [try SafePath("outside"), try SafePath("loop")])
    #expect(read.directories == [try SafePath("Sources"), try SafePath("sub")])
  }

  @Test func refusesTooManyFiles() throws {
    let folder = try TemporaryFolder()
    for number in 0...FileTree.Limits.files {
      try folder.write("", to: "\(number)")
    }
    #expect {
      try FileTree.read(directory: folder.path)
    } throws: { error in
      (error as? WorkspaceError)?.code == .tooLarge && "\(error)".contains("2000 files")
    }
  }

  @Test func refusesALargeFile() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "x", count: FileTree.Limits.fileBytes), to: "fits")
    #expect(try FileTree.read(directory: folder.path).files.count == 1)
    try folder.write(String(repeating: "x", count: FileTree.Limits.fileBytes + 1), to: "large")
    #expect {
      try FileTree.read(directory: folder.path)
    } throws: { error in
      (error as? WorkspaceError)?.path == "large" && "\(error)".contains("4 MB")
    }
  }

  @Test func namesAMissingFolder() {
    #expect {
      try FileTree.read(directory: "/nonexistent/folder")
    } throws: { error in
      "\(error)".contains("/nonexistent/folder") && (error as? WorkspaceError)?.code == .unreadable
    }
  }

  @Test func writesWhatDiffers() throws {
    let folder = try TemporaryFolder()
    try folder.write("same", to: "same.txt")
    try folder.write("old", to: "deep/er/old.txt")
    try folder.write("#!/bin/sh\n", to: "run.sh")
    #expect(chmod(folder.path + "/run.sh", 0o755) == 0)
    let before = try FileTree.read(directory: folder.path)
    let untouched = try FileManager.default.attributesOfItem(atPath: folder.path + "/same.txt")
    let after = try tree([
      "same.txt": "same", "run.sh": "#!/bin/sh\nls\n", "new/file.txt": "new",
    ])
    try after.write(to: folder.path, replacing: before)
    #expect(folder.names() == ["new", "new/file.txt", "run.sh", "same.txt"])
    #expect(try FileTree.read(directory: folder.path) == after)
    #expect(try folder.mode("run.sh") == 0o755)
    #expect(try folder.mode("new/file.txt") == 0o644)
    let now = try FileManager.default.attributesOfItem(atPath: folder.path + "/same.txt")
    #expect(now[.systemFileNumber] as? Int == untouched[.systemFileNumber] as? Int)
  }

  @Test func aFileGivesWayToAFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "a")
    let before = try FileTree.read(directory: folder.path)
    let after = try tree(["a/b": "y"])
    try after.write(to: folder.path, replacing: before)
    #expect(try FileTree.read(directory: folder.path) == after)
  }

  @Test func neverWritesThroughALink() throws {
    let outside = try TemporaryFolder()
    try outside.write("theirs", to: "file.txt")
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "mine.txt")
    try folder.link("there", to: outside.path)
    try folder.link("direct.txt", to: outside.path + "/file.txt")
    let before = try FileTree.read(directory: folder.path)
    for path in ["there/file.txt", "there/new.txt", "direct.txt"] {
      let after = try tree(["mine.txt": "changed", path: "bad"])
      #expect(throws: WorkspaceError.self) {
        try after.write(to: folder.path, replacing: before)
      }
      #expect(folder.text("mine.txt") == "mine")
      let again = try FileTree.read(directory: folder.path)
      #expect(again == before)
      #expect(again.links == before.links)
    }
    #expect(outside.names() == ["file.txt"])
    #expect(outside.text("file.txt") == "theirs")
  }

  @Test func putsEverythingBackWhereItFails() throws {
    let folder = try TemporaryFolder()
    try folder.write("one", to: "a/one.txt")
    try folder.write("two", to: "two.txt")
    #expect(chmod(folder.path + "/a/one.txt", 0o700) == 0)
    let before = try FileTree.read(directory: folder.path)
    // A folder that the tree does not know stands where a file should go.
    try FileManager.default.createDirectory(
      atPath: folder.path + "/z", withIntermediateDirectories: false)
    let after = try tree(["two.txt": "changed", "new/x.txt": "x", "z": "blocked"])
    #expect {
      try after.write(to: folder.path, replacing: before)
    } throws: { error in
      "\(error)".contains("a folder has that name")
    }
    #expect(try FileTree.read(directory: folder.path) == before)
    #expect(folder.names() == ["a", "a/one.txt", "two.txt", "z"])
    #expect(try folder.mode("a/one.txt") == 0o700)
  }
}
