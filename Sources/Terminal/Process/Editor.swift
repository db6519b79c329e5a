import Foundation

/// The user's editor: `VISUAL`, else `EDITOR`, else vi.
package struct Editor {
  /// The command; it may hold arguments, as for git.
  package let command: String

  package init(environment: [String: String]) {
    command =
      [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty }
      ?? "vi"
  }

  /// Edits a file.
  ///
  /// - Returns: Whether the editor ended well.
  package func edit(_ path: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(command) \"$@\"", command, path]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationReason == .exit && process.terminationStatus == 0
  }

  /// Lets a text be edited in a file of that name, which nobody else can read.
  ///
  /// - Returns: The text as it was left; nil if the editor failed.
  /// - Throws: An error of Foundation's if the file cannot be written or read.
  package func edited(_ text: [UInt8], named name: String) throws -> [UInt8]? {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wisp-\(UUID())")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try Data(text).write(to: file)
    return edit(file.path) ? [UInt8](try Data(contentsOf: file)) : nil
  }
}
