import Files
import Foundation

extension GitAttempt {
  /// Runs `body` while no other `wisp` writes this history; waits for its turn.
  ///
  /// A kernel lock on a file beside the references, so a crash cannot leave it behind. Git's own
  /// reference locks still guard every single reference against other programs.
  func exclusively<T>(_ body: () throws(GitError) -> T) throws(GitError) -> T {
    let file = path + Self.lockName
    let lock: FileLock
    do {
      lock = try FileLock(waitingFor: file, creating: true)
    } catch {
      let reason = String(cString: strerror(error.code))
      throw error.operation == "lock"
        ? self.error(
          .other, "\(file) cannot be locked: \(reason)",
          advice: "Put WISP_HOME on a local file system.")
        : self.error(
          .other, "\(file) cannot be opened: \(reason)", advice: "Check who may write there.")
    }
    defer { lock.release() }
    return try body()
  }

  /// Runs `body`, which reads many objects, while no other `wisp` packs this history or moves its head.
  ///
  /// A history that nobody has locked yet, or that cannot be written, is read all the same: nobody packs it.
  func undisturbed<T>(_ body: () throws(GitError) -> T) throws(GitError) -> T {
    let lock = try? FileLock(waitingFor: path + Self.lockName, .shared)
    defer { lock?.release() }
    return try body()
  }

  private static let lockName = "/wisp.lock"
}
