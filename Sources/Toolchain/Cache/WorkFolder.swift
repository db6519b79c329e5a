import Foundation

/// A folder for the time of one check: working directories of runs, rewritten manifests.
///
/// Removed by whoever makes it, at the latest with the last reference to it; that of a process which
/// was killed, by the next sweep of the cache.
final class WorkFolder: Sendable {
  private let held: HeldFolder

  init(in cacheDirectory: String) throws(ToolchainError) {
    var path = ""
    // A sweep of another process may hold the lock of a folder that is just being made.
    for _ in 0..<10 {
      path = "\(Self.parent(in: cacheDirectory))/\(UUID().uuidString)"
      guard let held = try HeldFolder(path) else { continue }
      self.held = held
      return
    }
    throw ToolchainError(
      code: .unusableFolder, description: "Another process works in the new folder \(path).")
  }

  deinit { remove() }

  static func parent(in cacheDirectory: String) -> String { "\(cacheDirectory)/work" }

  func remove() { held.remove() }

  /// A new, empty folder.
  func folder() throws(ToolchainError) -> String {
    let folder = "\(held.path)/\(UUID().uuidString)"
    try HostFile.makeFolder(folder)
    return folder
  }

  /// A new file.
  func file(_ name: String, _ text: String) throws(ToolchainError) -> String {
    let file = try "\(folder())/\(name)"
    guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
      throw ToolchainError(code: .unusableFolder, description: "Cannot write \(file).")
    }
    return file
  }
}
