import Events
import Files
import Foundation
import Synchronization

/// Holds an app for one process: generation, undo, keep and discard do not run at the same time.
///
/// The kernel's lock on a file in `locks/` ends with the process, however it ends (`flock`). The file
/// is removed when the lock is given back, so that one left behind marks an app whose last writer
/// died half-way: `AppStore` brings those in order when it is opened.
package final class AppLock: Sendable {
  private let lock: FileLock
  private let path: String
  private let isLeft = Atomic(false)
  private let isReleased = Atomic(false)

  /// Takes the lock that a process left behind, and none that is not there: to make one would keep out
  /// a process that has just given the app back and goes on with it.
  ///
  /// - Returns: Nil where nothing was left, or another process holds it.
  static func left(of app: AppDirectory) -> AppLock? {
    var status = stat()
    guard let lock = try? FileLock(trying: app.lock), fstat(lock.number, &status) == 0,
      status.st_size > 0
    else { return nil }
    return AppLock(holding: lock, path: app.lock)
  }

  /// Whether a session holds the app, or was the last to hold it.
  package static func isSession(_ app: AppDirectory) -> Bool {
    FileManager.default.contents(atPath: app.lock)?.first == sessionMark
  }

  /// Whether some process holds the lock.
  static func isHeld(_ app: AppDirectory) -> Bool { FileLock.isHeld(app.lock) }

  private static let sessionMark = UInt8(ascii: "s")
  /// Seconds that a build may take.
  private static let longestBuild = 300.0

  private init(holding lock: FileLock, path: String) {
    self.lock = lock
    self.path = path
  }

  /// Takes the lock.
  ///
  /// A build for a run is waited for, since it takes seconds. For anything else that another process does
  /// with the app, `patience` is how many seconds to wait. A process that holds the build's lock itself must
  /// not wait for it. `isSession` tells other processes that the app is held for minutes.
  ///
  /// - Throws: `AppBusy` if another process holds it.
  package init(
    _ app: AppDirectory, patience: Double = 0.5, waitsForBuilds: Bool = true,
    isSession: Bool = false
  ) throws {
    let started = ContinuousClock.now
    while true {
      guard let lock = try FileLock(trying: app.lock, creating: true) else {
        let isBuilt = waitsForBuilds && patience > 0 && BuildLock.isHeld(app)
        let limit = isBuilt ? Self.longestBuild : patience
        guard started.elapsedSeconds < limit else {
          throw AppBusy(name: app.id, isSession: Self.isSession(app))
        }
        usleep(20_000)
        continue
      }
      // A byte in it tells a lock that was held from one that is just being made.
      var mark = isSession ? Self.sessionMark : UInt8(ascii: "\n")
      guard pwrite(lock.number, &mark, 1, 0) == 1 else {
        let code = errno
        // Without its mark it would be taken for one that is just being made, for ever.
        unlink(app.lock)
        throw FileFailure(operation: "write", path: app.lock, code: code)
      }
      self.lock = lock
      path = app.lock
      return
    }
  }

  /// Gives the lock back at its end as a process that dies does: the app is not in order, and the next
  /// command has to see to it.
  package func leaveMark() { isLeft.store(true, ordering: .relaxed) }

  /// Does something that leaves the app half-way where it fails, such as on a full disk.
  package func during<Result>(_ body: () throws -> Result) rethrows -> Result {
    do { return try body() } catch {
      leaveMark()
      throw error
    }
  }

  deinit { release() }

  /// Gives the lock back before its end; once is enough.
  package func release() {
    guard !isReleased.exchange(true, ordering: .acquiringAndReleasing) else { return }
    if !isLeft.load(ordering: .relaxed) { unlink(path) }
    lock.release()
  }
}

/// Another `wisp` works on the app.
package struct AppBusy: Error, Equatable, CustomStringConvertible {
  /// The app's name, or its id where nobody knows the name.
  package var name: String
  /// Whether it is a session, which writes and builds the app for minutes.
  package var isSession: Bool

  package var description: String {
    "Another wisp is \(isSession ? "building" : "working on") \(name).\n"
      + "Wait for it to end, or stop it with Ctrl-C there."
  }

  /// Does something that takes the lock of an app called `name`, which the error then bears.
  package static func naming<Result>(
    _ name: @autoclosure () -> String, _ body: () throws -> Result
  ) throws -> Result {
    do { return try body() } catch var busy as AppBusy {
      busy.name = name()
      throw busy
    }
  }
}
