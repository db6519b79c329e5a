import Foundation

extension Attempt {
  /// Runs `body` while no other `wisp` writes this history; waits for its turn.
  ///
  /// A kernel lock on a file beside the references, so a crash cannot leave it behind. Git's own
  /// reference locks still guard every single reference against other programs.
  func exclusively<T>(_ body: () throws(GitError) -> T) throws(GitError) -> T {
    let file = path + Self.lockName
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw error(
        .other, "\(file) cannot be opened: \(reason)", advice: "Check who may write there.")
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = String(cString: strerror(errno))
        throw error(
          .other, "\(file) cannot be locked: \(reason)",
          advice: "Put WISP_HOME on a local file system.")
      }
    }
    return try body()
  }

  /// Runs `body`, which reads many objects, while no other `wisp` packs this history or moves its head.
  ///
  /// A history that nobody has locked yet, or that cannot be written, is read all the same: nobody packs it.
  func undisturbed<T>(_ body: () throws(GitError) -> T) throws(GitError) -> T {
    let descriptor = open(path + Self.lockName, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return try body() }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_SH) != 0 && errno == EINTR {}
    return try body()
  }

  private static let lockName = "/wisp.lock"
}
