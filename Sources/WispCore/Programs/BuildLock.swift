import Foundation

/// Held while a program is built to be run: a second run of the app waits for the first one's build, and so
/// does whoever wants the app's lock.
package final class BuildLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, waiting for another process to give it back.
  ///
  /// - Throws: `FileFailure` if it cannot be opened, `CancellationError` when cancelled.
  package init(_ app: AppDirectory) async throws {
    while true {
      try Home.makeDirectory(app.programs)
      let descriptor = open(app.buildLock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        // The folder of programs may have been swept since.
        if errno == ENOENT { continue }
        throw FileFailure(operation: "open", path: app.buildLock, code: errno)
      }
      var status = stat()
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0,
        status.st_nlink > 0
      {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Whether some process holds the lock.
  static func isHeld(_ app: AppDirectory) -> Bool {
    let descriptor = open(app.buildLock, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
