import Apps
import Files
import Foundation
import Workspace

/// A build folder for one check, removed afterwards.
struct ScratchFolder {
  let path: String

  init(in home: Home) throws {
    try home.prepare()
    try home.checkSpace()
    path = home.root + "/scratch/check-\(UUID().uuidString.lowercased())"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw UsageError("\(path) cannot be created. Check who may write there, or set WISP_HOME.")
    }
  }

  func remove() {
    for path in [path, path + ".manifest.swift"] {
      try? HostileFolder(path).remove()
    }
  }
}
