import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Workspace

func tree(_ files: [String: String]) throws -> FileTree {
  var tree = FileTree()
  for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
  return tree
}

@Suite struct FileTreeDiskTests {
  @Test func readsRegularFilesOnly() throws {
    let folder = try TemporaryFolder()
    try folder.file("Sources/a.swift", "a")
    try folder.file(".gitignore", "hidden")
    for reserved in [".git/config", ".build/x", ".swiftpm/y", "sub/.git/z"] {
      try folder.file(reserved, "no")
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
      try folder.file("\(number)", "")
    }
    #expect {
      try FileTree.read(directory: folder.path)
    } throws: { error in
      (error as? TreeError)?.code == .tooLarge && "\(error)".contains("2000 files")
    }
  }

  @Test func refusesALargeFile() throws {
    let folder = try TemporaryFolder()
    try folder.file("fits", String(repeating: "x", count: FileTree.Limits.fileBytes))
    #expect(try FileTree.read(directory: folder.path).files.count == 1)
    try folder.file("large", String(repeating: "x", count: FileTree.Limits.fileBytes + 1))
    #expect {
      try FileTree.read(directory: folder.path)
    } throws: { error in
      (error as? TreeError)?.path == "large" && "\(error)".contains("4 MB")
    }
  }

  @Test func namesAMissingFolder() {
    #expect {
      try FileTree.read(directory: "/nonexistent/folder")
    } throws: { error in
      "\(error)".contains("/nonexistent/folder") && (error as? TreeError)?.code == .unreadable
    }
  }

  @Test func writesWhatDiffers() throws {
    let folder = try TemporaryFolder()
    try folder.file("same.txt", "same")
    try folder.file("deep/er/old.txt", "old")
    try folder.file("run.sh", "#!/bin/sh\n")
    #expect(chmod(folder.path + "/run.sh", 0o755) == 0)
    let before = try FileTree.read(directory: folder.path)
    let untouched = try FileManager.default.attributesOfItem(atPath: folder.path + "/same.txt")
    let after = try tree([
      "same.txt": "same", "run.sh": "#!/bin/sh\nls\n", "new/file.txt": "new",
    ])
    try after.write(to: folder.path, replacing: before)
    #expect(folder.names() == ["new", "new/file.txt", "run.sh", "same.txt"])
    #expect(try FileTree.read(directory: folder.path) == after)
    #expect(folder.mode("run.sh") == 0o755)
    #expect(folder.mode("new/file.txt") == 0o644)
    let now = try FileManager.default.attributesOfItem(atPath: folder.path + "/same.txt")
    #expect(now[.systemFileNumber] as? Int == untouched[.systemFileNumber] as? Int)
  }

  @Test func aFileGivesWayToAFolder() throws {
    let folder = try TemporaryFolder()
    try folder.file("a", "x")
    let before = try FileTree.read(directory: folder.path)
    let after = try tree(["a/b": "y"])
    try after.write(to: folder.path, replacing: before)
    #expect(try FileTree.read(directory: folder.path) == after)
  }

  @Test func neverWritesThroughALink() throws {
    let outside = try TemporaryFolder()
    try outside.file("file.txt", "theirs")
    let folder = try TemporaryFolder()
    try folder.file("mine.txt", "mine")
    try folder.link("there", to: outside.path)
    try folder.link("direct.txt", to: outside.path + "/file.txt")
    let before = try FileTree.read(directory: folder.path)
    for path in ["there/file.txt", "there/new.txt", "direct.txt"] {
      let after = try tree(["mine.txt": "changed", path: "bad"])
      #expect(throws: TreeError.self) {
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
    try folder.file("a/one.txt", "one")
    try folder.file("two.txt", "two")
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
    #expect(folder.mode("a/one.txt") == 0o700)
  }
}
