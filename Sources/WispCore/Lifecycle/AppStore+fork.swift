import Catalog
package import Foundation
import History
import Workspace

extension AppStore {
  /// Makes a second app from an iteration of one, with the history up to there and without its data.
  ///
  /// - Parameters:
  ///   - source: The app.
  ///   - iteration: What the user types for one: a number, `HEAD~1`, a commit; nil for the current one.
  ///   - name: The new app's name; nil for the old one's.
  ///   - expires: When it may be swept; nil for never.
  ///   - now: When it is born.
  /// - Returns: The new app.
  /// - Throws: `GitError` where the iteration is none, `FileFailure` where it cannot be written.
  package func fork(
    _ source: Found, at iteration: String?, name: String?, expires: Date?, now: Date = Date()
  ) throws -> Found {
    let commit = try source.history.resolve(iteration ?? "HEAD")
    let (directory, lock) = try claimDirectory(for: name ?? source.record.name)
    defer { withExtendedLifetime(lock) {} }
    return try lock.during {
      let record = source.record
      // First, since nothing else tells it.
      try AppFacts(
        AppRecord(
          id: directory.id, name: name ?? record.name, description: record.description,
          template: record.template, model: record.model, createdAt: now, expiresAt: expires)
      ).write(to: directory)
      let history = try source.history.fork(at: commit, to: directory.history)
      try history.tree(at: commit).write(to: directory.tree, replacing: FileTree())
      return Found(
        record: try update(directory), directory: directory, history: history)
    }
  }

  /// A new app's directory, and the lock that is held while it is filled.
  func claimDirectory(for name: String) throws -> (AppDirectory, AppLock) {
    var random = SystemRandomNumberGenerator()
    while true {
      let directory = home.app(AppID.make(from: name, random: &random))
      let isTrashed = FileManager.default.fileExists(atPath: home.trashed(directory.id).path)
      guard !isTrashed, let lock = try? AppLock(directory, patience: 0) else { continue }
      if try directory.create() { return (directory, lock) }
    }
  }
}
