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
}
