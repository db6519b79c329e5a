import Foundation

/// Holds an app for one process: generation, undo, keep and discard do not run at the same time.
///
/// The lock ends with the process, however it ends (`flock`).
package final class AppLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Throws: `AppBusy` where another process holds it.
  package init(_ app: AppDirectory) throws {
    descriptor = open(app.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileFailure(operation: "open", path: app.lock, code: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw AppBusy(id: app.id)
    }
  }

  deinit { close(descriptor) }
}

/// Another `wisp` works on the app.
package struct AppBusy: Error, Equatable, CustomStringConvertible {
  package var id: String

  package var description: String {
    "Another wisp is working on \(id).\nWait for it to end, or stop it with Ctrl-C there."
  }
}
