package import Catalog
package import Events
import Foundation
import Toolchain
package import Workspace

/// A verified tool of `wisp once`, ready to run again without a model.
///
/// ```
/// tool.json      what it is for; whoever uses the tool holds a lock on it
/// build/debug/   the program, and its resources
/// tree/          the package
/// history.git/   how it came to be, for `--keep`
/// ```
package final class CachedTool: Sendable {
  /// What is known of it.
  package struct Facts: Codable, Sendable, Equatable {
    /// What was asked for.
    package var intent: String
    package var shape: InputShape
    /// The name of the program.
    package var product: String
    /// The program's size, so that one which a power loss has cut is not used; nil where it was not noted.
    package var programBytes: Int?
    /// Whether its manifest asks for more than standard input and output.
    package var asksForMore: Bool
    /// The app that it was generated as; that one may be gone by now.
    package var app: AppRecord

    package init(
      intent: String, shape: InputShape, product: String, programBytes: Int? = nil,
      asksForMore: Bool, app: AppRecord
    ) {
      self.programBytes = programBytes
      self.intent = intent
      self.shape = shape
      self.product = product
      self.asksForMore = asksForMore
      self.app = app
    }
  }

  package let path: String
  package let facts: Facts
  private let held: HeldFile

  /// Opens a tool and holds it, so that no other process removes it; nil where there is none.
  init?(path: String) {
    guard let held = HeldFile(Self.factsFile(of: path)),
      let facts = try? JSONDecoder().decode(Facts.self, from: held.bytes),
      facts.programBytes == nil
        || facts.programBytes == ProgramFiles.size(of: facts.product, in: path + "/build")
    else { return nil }
    self.path = path
    self.facts = facts
    self.held = held
  }

  /// When it was used last.
  var lastUse: Date { held.lastUse }

  package var tree: String { path + "/tree" }
  package var build: String { path + "/build" }
  package var history: String { path + "/history.git" }

  static func factsFile(of path: String) -> String { path + "/tool.json" }

  /// Notes that it is used now.
  package func touch() { held.touch() }

  /// What a session that makes it would end with, if it had nothing to do.
  package var end: SessionFinished {
    SessionFinished(
      app: facts.app.id, name: facts.app.name, verdict: "passed", verified: true, reason: .verified,
      message: "The tool is there already.", said: nil, iterations: facts.app.iterations,
      usage: .zero, costUSD: 0, ms: .init(total: 0, model: 0, check: 0), directory: tree)
  }

  /// The tool as an app of which another can be forked.
  package var asApp: AppStore.Found {
    AppStore.Found(
      record: facts.app,
      directory: AppDirectory(
        id: facts.app.id, path: path, scratch: build, programs: path + "/programs",
        lock: path + "/lock"),
      history: .init(at: history))
  }
}
