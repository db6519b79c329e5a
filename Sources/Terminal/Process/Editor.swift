import Foundation

/// The user's editor: `VISUAL`, else `EDITOR`, else vi.
struct Editor {
  /// The command; it may hold arguments, as for git.
  let command: String

  init(environment: [String: String]) {
    command =
      [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty }
      ?? "vi"
  }

  /// Edits a file.
  ///
  /// - Returns: Whether the editor ended well.
  func edit(_ path: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(command) \"$@\"", command, path]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationReason == .exit && process.terminationStatus == 0
  }
}
