import Files
import Foundation
import History
import Toolchain
package import Workspace

/// The tools that `wisp once` has made: by what was asked and the toolchain, then by the input's shape.
///
/// `once/<hash of intent and toolchain>/<tool>/`; a tool is complete under its name and never changed.
package struct ToolCache: Sendable {
  package let root: String

  package init(home: Home) { root = home.cache + "/once" }

  /// What was asked for, and the toolchain it is built with.
  package struct Key: Sendable, Equatable {
    package let intent: String
    fileprivate let folder: String

    /// Runs of spaces in the intent count as one.
    package init(intent: String, toolchain: String) {
      self.intent = intent.onOneLine
      folder = StableHash.hex(of: [self.intent, toolchain])
    }
  }

  /// The tools for a key, last used first; those of `template` only, where one is named.
  package func tools(for key: Key, template: String? = nil) -> [CachedTool] {
    let folder = root + "/" + key.folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }
      .compactMap { CachedTool(path: folder + "/" + $0) }
      .filter { template == nil || $0.facts.app.template == template }
      .sorted { $0.lastUse > $1.lastUse }
  }

  /// Where the data folders of runs are, each removed when its run ends.
  static let runFolder = "run"

  /// A data folder for one run.
  ///
  /// - Throws: `FileFailure`.
  package func runDirectory() throws -> String {
    let path = root + "/" + Self.runFolder + "/" + UUID().uuidString
    try Home.makeDirectory(path)
    return path
  }

  /// Puts a verified app's program into the cache, in the place of tools for the same input.
  ///
  /// - Returns: The tool; nil if the program is gone, or nothing was committed.
  /// - Throws: `TreeError`, `GitError` or `FileFailure` where it cannot be written.
  package func keep(
    _ app: AppStore.Found, _ program: BuiltProgram, manifest: AppManifest, for key: Key,
    shape: InputShape
  ) throws -> CachedTool? {
    guard let head = try app.history.head() else { return nil }
    let folder = root + "/" + key.folder
    let draft = folder + "/.new-" + UUID().uuidString
    defer { try? HostileFolder(draft).remove() }
    try Home.makeDirectory(draft + "/tree")
    guard
      let size = try ProgramFiles.copy(
        program.facts.product, from: program.build, to: draft + "/build")
    else { return nil }
    try app.history.tree(at: head).write(to: draft + "/tree", replacing: FileTree())
    _ = try app.history.fork(at: head, to: draft + "/history.git")
    try CachedTool.write(
      CachedToolFacts(
        intent: key.intent, shape: shape, product: program.facts.product,
        programBytes: size, asksForMore: !manifest.permissions.isEmpty, app: app.record), to: draft)
    let older = tools(for: key, template: app.record.template).filter { $0.facts.shape == shape }
      .map(\.path)
    let place = folder + "/" + app.record.id
    let target = access(place, F_OK) == 0 ? place + "-" + UUID().uuidString.prefix(8) : place
    guard rename(draft, target) == 0 else {
      throw FileFailure(operation: "write", path: target, code: errno)
    }
    for path in older { CachedTool.remove(path) }
    return CachedTool(path: target)
  }
}
