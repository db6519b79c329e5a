import Foundation

/// A folder of this user's into which no other user gets, whatever the umask is.
///
/// A database, journals and the apps' data lie in it; who could write there could name the folder that is shown
/// to builds as their toolchain.
struct PrivateFolder {
  let path: String
  /// Beginnings of names that lie in it.
  ///
  /// A folder with anything else in it is not for `wisp` alone, and stays as it is.
  let names: [String]

  private static let others: mode_t = 0o077
  private static let writableByOthers: mode_t = 0o022

  /// Makes it, and the folders above it, if missing, and closes it to others.
  ///
  /// - Throws: `FileFailure` if it cannot be made; `SharedFolder` if it belongs to another user, or if others could
  ///   write in it and it cannot be closed.
  func prepare() throws {
    guard let status = Self.status(path) else {
      try Home.makeDirectory(path)
      chmod(path, 0o700)
      return
    }
    guard status.st_uid == geteuid() else { throw SharedFolder(path: path, owner: status.st_uid) }
    guard status.st_mode & Self.others != 0 else { return }
    if isForWispAlone(status) {
      chmod(path, status.st_mode & 0o700)
    }
    if let now = Self.status(path), now.st_mode & Self.writableByOthers != 0 {
      throw SharedFolder(path: path)
    }
  }

  /// Whether other users can look into it.
  var isOpen: Bool { Self.status(path).map { $0.st_mode & Self.others != 0 } == true }

  private func isForWispAlone(_ status: stat) -> Bool {
    guard status.st_mode & mode_t(S_ISVTX) == 0 else { return false }
    if path.hasSuffix("/wisp") { return true }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["?"]
    return entries.allSatisfy { entry in names.contains { entry.hasPrefix($0) } }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}

/// A folder of wisp's in which other users can write.
package struct SharedFolder: Error, Equatable, CustomStringConvertible {
  package var path: String
  /// The user it belongs to, if that is another one.
  package var owner: UInt32?

  package init(path: String, owner: UInt32? = nil) {
    self.path = path
    self.owner = owner
  }

  package var description: String {
    if let owner {
      return "\(path) belongs to another user (\(owner)), who could change what wisp finds there.\n"
        + "Set WISP_HOME and XDG_CACHE_HOME to folders of your own, or run wisp as that user."
    }
    return "Other users of this machine can write in \(path), and it cannot be closed to them.\n"
      + "Close it with `chmod go-rwx`, or set WISP_HOME and XDG_CACHE_HOME to folders of your own."
  }
}
