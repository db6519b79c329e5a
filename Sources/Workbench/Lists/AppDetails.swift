package import Apps
package import Events
package import Foundation
import History
package import Workspace

/// All that is known of one app.
package struct AppDetails: Encodable, Sendable {
  package var app: String
  package var name: String
  package var summary: String
  package var description: String
  package var state: String
  package var verified: Bool
  package var seal: Seal?
  package var template: String
  package var model: String
  package var directory: String
  package var history: String
  package var head: String
  package var iterations: Int
  package var permissions: AppManifest.Permissions
  /// Whether the user has agreed to them on this machine.
  package var agreed: Bool
  /// Why its results vary from run to run; mostly nothing.
  package var varies: [Variation]
  package var examples: [Example]
  /// What the examples gave in the newest check, and what they gave with other input; empty if it is not on record.
  package var traces: [MadeTrace]
  /// Why the last session stopped, in words; nil for a verified app.
  package var stopped: String?
  /// What the model said instead of sending files, if the session ended there.
  package var said: String?
  /// What the newest check found; nil for a verified app.
  package var failed: Verdict?
  package var files: [String]
  package var expires: Date?
  /// The launcher; nil if none is installed.
  package var launcher: String?
  /// What the installed tool needs, in words; nil if none is installed.
  package var needs: String?
  package var costUSD: Double?
  package var inputTokens: Int
  package var outputTokens: Int
  /// The files themselves.
  package var tree: FileTree
  /// Why it is not verified.
  package var shortfall: Shortfall

  enum CodingKeys: String, CodingKey {
    case app, name, summary, description, state, verified, seal, template, model, directory
    case history, head, iterations, permissions, agreed, varies, examples, traces, stopped, said
    case failed, files, expires, launcher, needs
    case costUSD = "cost_usd"
    case inputTokens = "input_tokens"
    case outputTokens = "output_tokens"
  }
}

extension Workbench {
  /// All that is known of an app as it is now.
  ///
  /// - Throws: `AppNotFound` if it has no commit; `GitError` if its history cannot be read.
  package func details(of app: AppStore.Found) throws -> AppDetails {
    guard let head = try app.history.head() else { throw AppNotFound("The app has no commit.") }
    let tree = try app.history.tree(at: head)
    let manifest = tree.manifest
    let verified = try app.history.isSealed()
    let shortfall = try app.shortfall()
    let record = app.record
    let permissions = manifest?.permissions ?? .init()
    return AppDetails(
      app: record.id, name: record.name, summary: manifest?.summary ?? record.summary,
      description: record.description, state: record.status.rawValue, verified: verified,
      seal: verified
        ? try app.history.note(of: head, namespace: .seal).flatMap { Seal(text: $0) } : nil,
      template: record.template, model: record.model, directory: app.directory.tree,
      history: app.directory.history, head: head, iterations: record.iterations,
      permissions: permissions,
      agreed: (try? grant(permissions)).map {
        $0.permissions.isEmpty || Agreements(app.directory).contain($0)
      } ?? false,
      varies: manifest?.varies ?? [], examples: manifest?.examples ?? [],
      traces: Journal(path: app.directory.journal).traces(of: head),
      stopped: shortfall.stopped?.message,
      said: shortfall.stopped?.said, failed: shortfall.verdict,
      files: tree.paths.map(\.description), expires: record.isKept ? nil : record.expiresAt,
      launcher: record.installedAs, needs: try needs(of: app)?.text(for: record.name),
      costUSD: record.costUSD, inputTokens: record.inputTokens, outputTokens: record.outputTokens,
      tree: tree, shortfall: shortfall)
  }
}
