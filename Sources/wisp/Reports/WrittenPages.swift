import Foundation
import Workspace

/// Pages and pictures that a run left in the app's data folder: the app knows them by a path inside the
/// sandbox, which nobody outside can open.
struct WrittenPages {
  private let folder: String
  private let start: Int

  /// To be made before the run.
  init(in folder: String) {
    self.folder = folder
    start = Int(Date().timeIntervalSince1970)
  }

  /// The paths on this machine.
  var paths: [String] {
    HostileFolder(folder).files(
      ending: [".html", ".htm", ".svg", ".png", ".pdf"], changedSince: start
    ).map { folder + "/" + $0 }
  }

  /// Says where they are, and opens the first where that was asked for.
  func finish(opening: Bool, _ terminal: Terminal) {
    let paths = paths
    for path in paths { terminal.line("wisp: written: \(printable(path))") }
    guard opening else { return }
    guard let first = paths.first else {
      terminal.line("wisp: nothing to open: the app wrote no page or picture this time")
      return
    }
    if !Self.open(first) {
      terminal.line("wisp: could not open it: neither xdg-open nor open is there")
    }
  }

  private static func open(_ path: String) -> Bool {
    for opener in ["/usr/bin/xdg-open", "/usr/bin/open"] where access(opener, X_OK) == 0 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: opener)
      process.arguments = [path]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      return (try? process.run()) != nil
    }
    return false
  }
}
