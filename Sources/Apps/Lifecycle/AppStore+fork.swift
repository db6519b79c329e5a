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
  ///   - name: The new app's name; nil for the old one's. If it is taken, a number follows.
  ///   - expires: When it may be swept; nil for never.
  ///   - now: When it is born.
  /// - Returns: The new app.
  /// - Throws: `GitError` if the iteration is none, `AppNotFound` if another command discards the app meanwhile,
  ///   `FileFailure` if the new one cannot be written.
  package func fork(
    _ source: Found, at iteration: String?, name: String?, expires: Date?, now: Date = Date()
  ) throws -> Found {
    try orGone(source) {
      let commit = try source.history.resolve(iteration ?? "HEAD")
      let (directory, lock) = try claimDirectory(for: name ?? source.record.name)
      defer { withExtendedLifetime(lock) {} }
      return try lock.during { try fill(directory, from: source, at: commit, name, expires, now) }
    }
  }

  private func fill(
    _ directory: AppDirectory, from source: Found, at commit: String, _ name: String?,
    _ expires: Date?, _ now: Date
  ) throws -> Found {
    let record = source.record
    // First, since nothing else tells it.
    try AppFacts(
      AppRecord(
        id: directory.id, name: name ?? record.name, isNamed: true,
        description: record.description, template: record.template, model: record.model,
        createdAt: now, expiresAt: expires)
    ).write(to: directory)
    let history = try source.history.fork(at: commit, to: directory.history)
    try history.tree(at: commit).write(to: directory.tree, replacing: FileTree())
    return Found(
      record: try update(directory), directory: directory, history: history)
  }

  /// Work that reads an app without holding it: says that the app is gone if that is why it failed.
  private func orGone<Value>(_ app: Found, _ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      guard !FileManager.default.fileExists(atPath: app.directory.history) else { throw error }
      _ = try find(app.record.id)
      throw error
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
