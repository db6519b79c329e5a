import Foundation
import Synchronization

/// The kernel's lock on a file or folder (`flock`), held until this goes or the process ends, however it ends.
///
/// The file is under its name as long as nobody who holds the lock removes it: one that another process has
/// removed since it was opened is opened anew. No link at the end of a path is followed.
package final class FileLock: Sendable {
  /// Who else may hold it at the same time.
  package enum Kind: Sendable {
    /// Nobody.
    case exclusive
    /// Others that share it.
    case shared

    fileprivate var operation: Int32 { self == .exclusive ? LOCK_EX : LOCK_SH }
  }

  /// The open file; not to be used after `release`.
  package let number: Int32
  private let isReleased = Atomic(false)

  /// Takes the lock at once; nil if another process holds one against it.
  ///
  /// - Parameters:
  ///   - path: What is locked.
  ///   - kind: Who else may hold it.
  ///   - creating: Whether the file is made if there is none, for this user alone.
  /// - Throws: `FileFailure` if it cannot be opened.
  package init?(
    trying path: String, _ kind: Kind = .exclusive, creating: Bool = false
  ) throws(FileFailure) {
    guard let number = try Self.locked(path, kind.operation | LOCK_NB, creating) else { return nil }
    self.number = number
  }

  /// Takes the lock, waiting for other processes to give it back.
  ///
  /// - Parameters:
  ///   - path: What is locked.
  ///   - kind: Who else may hold it.
  ///   - creating: Whether the file is made if there is none, for this user alone.
  /// - Throws: `FileFailure` if it cannot be opened (operation `open`) or locked (operation `lock`).
  package init(
    waitingFor path: String, _ kind: Kind = .exclusive, creating: Bool = false
  ) throws(FileFailure) {
    guard let number = try Self.locked(path, kind.operation, creating) else {
      throw FileFailure(operation: "lock", path: path, code: EWOULDBLOCK)
    }
    self.number = number
  }

  deinit { release() }

  /// Gives the lock back before its end; once is enough.
  package func release() {
    guard !isReleased.exchange(true, ordering: .acquiringAndReleasing) else { return }
    // A child that is just being started has the descriptor, too, until it becomes another program.
    flock(number, LOCK_UN)
    close(number)
  }

  /// Whether some process holds the lock for itself alone; false if there is no such file.
  package static func isHeld(_ path: String) -> Bool {
    do { return try FileLock(trying: path, .shared) == nil } catch { return false }
  }

  /// Opens and locks; nil if the lock is held.
  private static func locked(
    _ path: String, _ operation: Int32, _ creating: Bool
  ) throws(FileFailure) -> Int32? {
    while true {
      let number = opened(path, creating)
      guard number >= 0 else { throw FileFailure(operation: "open", path: path, code: errno) }
      while flock(number, operation) != 0 {
        let code = errno
        if code == EINTR { continue }
        close(number)
        if code == EWOULDBLOCK { return nil }
        throw FileFailure(operation: "lock", path: path, code: code)
      }
      var status = stat()
      if fstat(number, &status) == 0, status.st_nlink > 0 { return number }
      close(number)
    }
  }

  private static func opened(_ path: String, _ creating: Bool) -> Int32 {
    let flags = O_NOFOLLOW | O_CLOEXEC
    if creating { return open(path, O_RDWR | O_CREAT | flags, 0o600) }
    let number = open(path, O_RDWR | flags)
    // A folder, or a file that only others may change.
    guard number < 0, [EISDIR, EACCES, EROFS].contains(errno) else { return number }
    return open(path, O_RDONLY | flags)
  }
}
