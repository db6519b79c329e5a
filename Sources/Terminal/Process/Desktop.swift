import Foundation

/// The desktop's way to open a file or folder.
package struct Desktop {
  private let environment: [String: String]

  /// - Parameter environment: What an opened program gets; without secrets, that is.
  package init(environment: [String: String]) { self.environment = environment }

  /// Whether there is a screen to open anything on.
  package var isThere: Bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
  }

  /// Opens a path with what the desktop opens it with and without the terminal.
  ///
  /// - Returns: False if there is no opener.
  package func open(_ path: String) -> Bool {
    for opener in ["/usr/bin/xdg-open", "/usr/bin/open"] where access(opener, X_OK) == 0 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: opener)
      process.arguments = [path]
      process.environment = environment
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      return (try? process.run()) != nil
    }
    return false
  }
}
