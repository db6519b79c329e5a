import Files
package import Foundation

/// A folder of its own for one test, removed with everything in it at the end.
///
/// It lies alone in another one, whose permissions a test may choose. Its name has a space and an umlaut in
/// it, as people's folders do.
package final class TemporaryFolder: Sendable {
  package let path: String
  private let outer: String

  /// - Parameters:
  ///   - name: The folder's own name: harder where a test wants that.
  ///   - mode: The permissions of the folder around it.
  /// - Throws: What making a folder throws.
  package init(_ name: String = "wisp tëst", mode: Int = 0o755) throws {
    outer = FileManager.default.temporaryDirectory.path + "/wisp-test-\(UUID().uuidString)"
    path = outer + "/" + name
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: outer)
  }

  // Closed folders in it, too.
  deinit { try? HostileFolder(outer).remove() }

  package var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

  /// Makes a folder and those above it.
  ///
  /// - Returns: Its path.
  @discardableResult
  package func folder(_ name: String) throws -> String {
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Writes a file, and makes the folders above it.
  ///
  /// - Returns: Its path.
  @discardableResult
  package func file(_ name: String, _ text: String = "") throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }

  /// A file's text; nil where there is none.
  package func text(_ name: String) -> String? {
    try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// The permissions of a file or folder; nil where it is not.
  package func mode(_ name: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions] as? Int
  }

  /// Every name below.
  package func names() -> [String] {
    let all = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return all.sorted()
  }
}
