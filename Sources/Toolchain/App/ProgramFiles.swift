import Files
import Foundation
import Workspace

/// What of a build folder is needed to run a program: the program and its resources.
package enum ProgramFiles {
  /// Copies a program and the bundles beside it out of a build folder into `folder/debug`.
  ///
  /// The compiler wrote the build folder, confined, with hostile sources: no link in it is followed.
  ///
  /// - Returns: The program's size in bytes; nil if the folder holds no such program.
  /// - Throws: `TreeError` or `ToolchainError` if the copy cannot be written.
  package static func copy(
    _ product: String, from buildFolder: String, to folder: String
  ) throws -> Int? {
    let build = HostileFolder(buildFolder)
    // `swift build` keeps its programs in a folder of the target's triple, and `debug` is a link to it.
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: buildFolder)) ?? []
    let places =
      BuildPlan.configurations
      + folders.sorted().flatMap { folder in BuildPlan.configurations.map { "\(folder)/\($0)" } }
    for place in places {
      guard let program = build.bytes(of: "\(place)/\(product)", limit: largest) else { continue }
      try HostFile.makeFolder("\(folder)/debug")
      try HostileFolder(folder).write(program, to: "debug/\(product)")
      chmod("\(folder)/debug/\(product)", 0o755)
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(buildFolder)/\(place)")
      where name.hasSuffix(".resources") {
        try HostFile.makeFolder("\(folder)/debug/\(name)")
        try FileTree.read(directory: "\(buildFolder)/\(place)/\(name)")
          .write(to: "\(folder)/debug/\(name)", replacing: FileTree())
      }
      return program.count
    }
    return nil
  }

  /// The size in bytes of a program that was copied to `folder`; nil if it is not there.
  package static func size(of product: String, in folder: String) -> Int? {
    var status = stat()
    guard lstat("\(folder)/debug/\(product)", &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return Int(status.st_size)
  }

  private static let largest = 1 << 29
}
