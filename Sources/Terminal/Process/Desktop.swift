import Foundation
import LLM

/// The desktop's way to open a file or folder.
struct Desktop {
  let environment: [String: String]

  /// Whether there is a screen to open anything on.
  var isThere: Bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
  }

  /// Opens a path with what the desktop opens it with, without keys and without the terminal.
  ///
  /// - Returns: False if there is no opener.
  func open(_ path: String) -> Bool {
    for opener in ["/usr/bin/xdg-open", "/usr/bin/open"] where access(opener, X_OK) == 0 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: opener)
      process.arguments = [path]
      process.environment = environment.filter { !SecretMask.isSecret(variable: $0.key) }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      return (try? process.run()) != nil
    }
    return false
  }
}
