package import Apps
package import Events
import Foundation
import History
import Toolchain
import Workspace

/// Which way in an app's history.
package enum Step: Sendable {
  /// To the iteration before.
  case undo
  /// To the iteration that was undone.
  case redo
}

/// Where an app is in its history.
package struct Position: Sendable {
  /// The app's id and name.
  package var app: String
  package var name: String
  package var commit: String
  package var number: Int
  package var subject: String
  package var isVerified: Bool
  /// How the results on record differ from those of the version that was left; nil if too little is on record.
  package var compared: BehaviourCompared?
}

extension Workbench {
  /// Moves an app one step in its history, its files with it.
  ///
  /// - Throws: `AppNotFound` if there is nothing to undo or redo; `AppBusy`.
  package func move(_ app: AppStore.Found, in store: AppStore, _ step: Step) throws -> Position {
    let lock = try store.hold(app)
    defer { withExtendedLifetime(lock) {} }
    let left = try version(of: app)
    let (head, record) = try lock.during {
      let head = try Self.moved(app, step)
      _ = try store.restoreTree(of: app)
      return (head, try store.update(app.directory) { $0.updatedAt = Date() })
    }
    let reached = try version(of: app)
    let entry = try app.history.log().first
    return Position(
      app: record.id, name: record.name, commit: head, number: entry?.number ?? 0,
      subject: entry?.subject ?? "", isVerified: record.isVerified,
      compared: left.flatMap { left in
        reached.flatMap { Journal(path: app.directory.journal).compared(left, $0) }
      })
  }

  /// The version that an app is at; nil if it has no contract.
  private func version(of app: AppStore.Found) throws -> AppVersion? {
    guard let head = try app.history.head() else { return nil }
    let tree = try app.history.tree(at: head)
    return tree.manifest.map { AppVersion(commit: head, tree: tree, manifest: $0) }
  }

  private static func moved(_ app: AppStore.Found, _ step: Step) throws -> String {
    switch step {
    case .undo:
      let before = try app.history.log().dropFirst().first
      guard before?.kind != .scaffold else {
        throw AppNotFound("this is the first version of \(app.record.name); nothing to undo")
      }
      return try app.history.undo()
    case .redo:
      guard try app.history.tip() != app.history.head() else {
        throw AppNotFound("nothing of \(app.record.name) was undone; nothing to redo")
      }
      return try app.history.redo()
    }
  }

  /// A second app from any iteration of one.
  ///
  /// - Parameters:
  ///   - app: The app.
  ///   - store: Where it is.
  ///   - at: The iteration or commit; nil: the current one.
  ///   - name: The new app's name; nil: the old one's. If it is taken, a number follows.
  ///   - life: How long it lives unless it is kept, as `12h`; nil: as configured.
  /// - Returns: The new app.
  /// - Throws: `UsageError` for a name or time that cannot be used; `GitError` if there is no such iteration.
  package func fork(
    _ app: AppStore.Found, in store: AppStore, at: String?, name: String?, life: String?
  ) throws -> AppStore.Found {
    let seconds = try self.life(life)
    return try store.fork(
      app, at: at, name: try name.map { try GivenName.checked($0) }, expires: Date() + seconds)
  }

  /// What changed between two iterations, as a patch; empty if nothing did.
  ///
  /// - Parameters:
  ///   - app: The app.
  ///   - range: `A..B`; nil: the newest iteration against the one before.
  /// - Returns: The patch.
  /// - Throws: `GitError` if there are no such iterations.
  package func diff(_ app: AppStore.Found, range: String?) throws -> String {
    let ends = try app.history.resolve(range: range)
    return try app.history.diff(from: ends.from, to: ends.to)
  }
}
