import Foundation

/// The lock that makes `wisp` processes take turns at writing one history.
///
/// A kernel lock on a file beside the references, so a crash cannot leave it behind. Git's own
/// reference locks still guard every single reference against other programs.
struct DirectoryLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until no other writer is at work; writers need milliseconds.
  init(_ attempt: Attempt) throws(GitError) {
    let file = attempt.path + "/wisp.lock"
    descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw attempt.error(
        .other, "\(file) cannot be opened: \(reason)", advice: "Check who may write there.")
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = String(cString: strerror(errno))
        throw attempt.error(
          .other, "\(file) cannot be locked: \(reason)",
          advice: "Put WISP_HOME on a local file system.")
      }
    }
  }

  deinit { close(descriptor) }
}
