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
package typealias CachedTool = HeldProgram<CachedToolFacts>

/// What is known of a tool.
package struct CachedToolFacts: HeldFacts, Equatable {
  package static let file = "tool.json"

  /// What was asked for.
  package var intent: String
  package var shape: InputShape
  package var product: String
  /// The program's size; nil if it was not noted.
  package var programBytes: Int?
  /// Whether its manifest asks for more than standard input and output.
  package var asksForMore: Bool
  /// The app that it was generated as; that one may be gone by now.
  package var app: AppRecord

  package var notedSize: Int? { programBytes }
}

extension HeldProgram where Facts == CachedToolFacts {
  package var tree: String { path + "/tree" }
  package var history: String { path + "/history.git" }

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
