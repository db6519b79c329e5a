import ArgumentParser
import Foundation
import Workbench
import Workspace

/// The options that allow an app more for one run.
struct AllowOptions: ParsableArguments {
  @Option(
    help:
      "A file or folder the app may read. If the same path, or one inside of it, follows `--`, the app gets its full path. May be repeated."
  )
  var allowRead: [String] = []

  @Option(help: "A file or folder the app may change. May be repeated.")
  var allowWrite: [String] = []

  @Option(
    help: ArgumentHelp(
      "A host the app may reach: NAME (ports 443 and 80) or NAME:PORT. May be repeated.",
      valueName: "host"))
  var allowNet: [String] = []

  @Option(
    help: ArgumentHelp(
      "A port the app listens on. You reach it at 127.0.0.1, on this machine only. May be repeated.",
      valueName: "port"))
  var allowPort: [UInt16] = []

  /// The same as a manifest would say it.
  ///
  /// - Throws: `UsageError` for a port that only root may use.
  func permissions() throws -> AppManifest.Permissions {
    if let port = allowPort.first(where: { $0 < 1024 }) {
      throw UsageError("--allow-port \(port): choose one from 1024 to 65535.")
    }
    return AppManifest.Permissions(
      network: allowNet, read: allowRead.map(Self.absolute), write: allowWrite.map(Self.absolute),
      ports: allowPort)
  }

  /// The app's arguments, with those that name something allowed at its full path: the app runs elsewhere.
  func placed(_ arguments: [String]) -> [String] {
    arguments.map { word in
      if (allowRead + allowWrite).contains(word) { return Self.absolute(word) }
      let path = Self.absolute(word)
      let isNamed = Self.isAllowed(path, by: paths) && FileManager.default.fileExists(atPath: path)
      return isNamed && !word.isEmpty && !word.hasPrefix("-") ? path : word
    }
  }

  /// The paths that are allowed.
  var paths: [String] { (allowRead + allowWrite).map(Self.absolute) }

  /// Whether a path is one of those that are allowed, or lies in a folder that is.
  private static func isAllowed(_ path: String, by allowed: [String]) -> Bool {
    allowed.contains { allowed in
      path == allowed || path.hasPrefix(allowed == "/" ? allowed : allowed + "/")
    }
  }

  /// The first argument that names a file or folder of the user's, which the app does not see; `granted` are
  /// the paths that it sees besides.
  static func unseen(
    _ arguments: [String], allowed: [String], in data: String, granted: [String]
  ) -> String? {
    arguments.first { word in
      !word.isEmpty && !word.hasPrefix("-") && word != "." && word != ".."
        && !isAllowed(absolute(word), by: allowed + granted)
        && FileManager.default.fileExists(atPath: absolute(word))
        && !FileManager.default.fileExists(atPath: "\(data)/\(word)")
    }
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
  }
}
