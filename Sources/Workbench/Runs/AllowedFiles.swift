import Foundation

/// The files and folders of the user's that an app may see for one run, and the words that name them.
package struct AllowedFiles: Sendable {
  /// As they were typed.
  private let typed: [String]
  private var paths: [String] { typed.map(Self.absolute) }

  package init(_ typed: [String] = []) { self.typed = typed }

  /// The app's arguments, with those that name something allowed at its full path: the app runs elsewhere.
  package func placed(_ arguments: [String]) -> [String] {
    arguments.map { word in
      if typed.contains(word) { return Self.absolute(word) }
      let path = Self.absolute(word)
      let isNamed = Self.isAllowed(path, by: paths) && FileManager.default.fileExists(atPath: path)
      return isNamed && !word.isEmpty && !word.hasPrefix("-") ? path : word
    }
  }

  /// The first argument that names a file or folder of the user's, which the app does not see; `granted` are
  /// the paths that it sees besides.
  func unseen(_ arguments: [String], in data: String, granted: [String]) -> String? {
    arguments.first { word in
      !word.isEmpty && !word.hasPrefix("-") && word != "." && word != ".."
        && !Self.isAllowed(Self.absolute(word), by: paths + granted)
        && FileManager.default.fileExists(atPath: Self.absolute(word))
        && !FileManager.default.fileExists(atPath: "\(data)/\(word)")
    }
  }

  /// Whether a path is one of those that are allowed, or lies in a folder that is.
  private static func isAllowed(_ path: String, by allowed: [String]) -> Bool {
    allowed.contains { allowed in
      path == allowed || path.hasPrefix(allowed == "/" ? allowed : allowed + "/")
    }
  }

  /// A path as it is from the root on; `~` is the user's home.
  package static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
  }
}

extension ReadyRun {
  /// The first argument that names a file of the user's, which the app does not see; nil if there is none.
  package func unseenFile(in arguments: [String], allowed: AllowedFiles) -> String? {
    allowed.unseen(
      arguments, in: app.directory.data, granted: grant.permissions.read + grant.permissions.write)
  }
}
