package import Apps
package import Events
import History
import Toolchain
import Workspace

/// How two iterations of an app behave on the same inputs.
package struct Compared: Encodable, Sendable {
  /// The app's id and name.
  package var app: String
  package var name: String
  package var behaviour: BehaviourCompared
}

extension Workbench {
  /// Builds two iterations and runs both on the examples of both and on inputs made from them.
  ///
  /// - Parameters:
  ///   - app: The app.
  ///   - range: `A..B`; nil: the newest iteration against the one before.
  /// - Returns: On what they differ.
  /// - Throws: `GitError` if there are no such iterations; `AppNotFound` if one of them has no contract or does not
  ///   build.
  package func compare(_ app: AppStore.Found, range: String?) async throws -> Compared {
    let ends = try app.history.resolve(range: range)
    guard let from = ends.from, let before = try version(of: app, at: from, isOld: true) else {
      throw AppNotFound(
        "\(app.record.name) has nothing before its first version to compare it with")
    }
    guard let after = try version(of: app, at: ends.to, isOld: false) else {
      throw AppNotFound(
        "\(ends.to.prefix(7)) has no valid wisp.json, so nothing says how to run it")
    }
    let checker = try checker()
    let old = try await program(of: before, checker)
    let new = try await program(of: after, checker)
    return Compared(
      app: app.record.id, name: app.record.name,
      behaviour: try await BehaviourComparison(from: old, to: new).compared())
  }

  /// The version of a commit; nil if it has no contract, as the untouched starter.
  private func version(
    of app: AppStore.Found, at commit: String, isOld: Bool
  ) throws -> AppVersion? {
    let tree = try app.history.tree(at: commit)
    guard let manifest = tree.manifest, !isOld || !manifest.examples.isEmpty else { return nil }
    return AppVersion(commit: commit, tree: tree, manifest: manifest)
  }

  private func program(of version: AppVersion, _ checker: Checker) async throws -> TreeProgram {
    guard let program = try await TreeProgram(building: version, checker: checker) else {
      throw AppNotFound("\(version.commit.prefix(7)) does not build, so it cannot be compared")
    }
    return program
  }
}
