import Files
import Foundation

/// Held while a program is built to be run: a second run of the app waits for the first one's build, and so
/// does whoever wants the app's lock.
package final class BuildLock: Sendable {
  private let lock: FileLock

  /// Takes the lock, waiting for another process to give it back.
  ///
  /// - Throws: `FileFailure` if it cannot be opened, `CancellationError` when cancelled.
  package init(_ app: AppDirectory) async throws {
    while true {
      try Home.makeDirectory(app.programs)
      do {
        if let lock = try FileLock(trying: app.buildLock, creating: true) {
          self.lock = lock
          return
        }
      } catch let failure where failure.code == ENOENT {
        // The folder of programs may have been swept since.
        continue
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Whether some process holds the lock.
  static func isHeld(_ app: AppDirectory) -> Bool { FileLock.isHeld(app.buildLock) }
}
