import Foundation

extension AppHistory {
  /// Whether anything was ever written to it; false for a git directory that was given up half-made.
  package var holdsObjects: Bool {
    guard let names = FileManager.default.enumerator(atPath: path + "/objects") else {
      return false
    }
    for case let name as String in names {
      var status = stat()
      if lstat("\(path)/objects/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        return true
      }
    }
    return false
  }

  /// Removes what a process that died while it wrote left behind: git's lock files, half-written objects.
  ///
  /// Only for a history whose last writer is known to be dead: a lock of a living git would be removed
  /// as well.
  package func removeLeftLocks() throws(GitError) {
    let attempt = GitAttempt("bring a history in order", at: path)
    try attempt.exclusively { () throws(GitError) in
      let files = FileManager.default
      let names = (files.enumerator(atPath: path)?.allObjects as? [String]) ?? []
      for name in names {
        let last = name.split(separator: "/").last ?? ""
        let isLock = name.hasSuffix(".lock") && name != "wisp.lock"
        // Objects and packs on their way.
        let isDraft = last.hasPrefix("tmp_") || last.hasPrefix("pack_git2_")
        guard isLock || name.hasPrefix("objects/") && isDraft else { continue }
        try? files.removeItem(atPath: path + "/" + name)
      }
    }
  }
}
