import Foundation

/// A folder for the time of one check: working directories of runs, rewritten manifests.
///
/// Whoever makes it removes it.
struct WorkFolder {
  let path: String

  init(in cacheDirectory: String) throws(ToolchainError) {
    path = "\(cacheDirectory)/work/\(UUID().uuidString)"
    try HostFile.makeFolder(path)
  }

  func remove() { HostFile.remove(path) }

  /// A new, empty folder.
  func folder() throws(ToolchainError) -> String {
    let folder = "\(path)/\(UUID().uuidString)"
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
