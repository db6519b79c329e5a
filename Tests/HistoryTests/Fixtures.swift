import Foundation
import History
import TestSupport
import Workspace

/// A moment that needs no fraction of a second.
let noon = Date(timeIntervalSince1970: 1_800_000_000)

/// A tree of text files.
func tree(_ files: [String: String]) throws -> FileTree {
  var tree = FileTree()
  for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
  return tree
}

/// A history with nothing in it, and the folder it lies in.
struct Fixture {
  let folder: TemporaryFolder
  let history: AppHistory
  let git: RealGit

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path + "/apps/csv sum/history.git"
    history = try AppHistory.create(at: path)
    git = RealGit(bare: path)
  }

  /// Records a tree with nothing special about it.
  @discardableResult
  func record(_ number: Int, _ files: [String: String]) throws -> String {
    try history.record(
      tree(files), IterationRecord(subject: "Step \(number)", number: number, kind: .write),
      at: noon.addingTimeInterval(Double(number)))
  }

  /// Puts each object into a file of its own, as a history of an earlier version has them.
  func unpack() throws {
    let folder = "\(history.path)/objects/pack"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let file = "\(history.path)/\(name)"
      try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: file)
      // An index comes before its pack.
      if name.hasSuffix(".pack") { try git("unpack-objects", "-q", file: file) }
      try FileManager.default.removeItem(atPath: file)
    }
  }
}
