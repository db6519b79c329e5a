package import Events
import Foundation
import History
import Toolchain

extension AppStore {
  /// A verified program of an app that another process holds.
  package struct VerifiedProgram: Sendable {
    package var program: BuiltProgram
    /// The commit whose tree it was built from.
    package var commit: String
    /// The number of the iteration.
    package var number: Int?
  }

  /// The newest verified program that is there; nil if there is none.
  package func newestVerifiedProgram(of app: Found) throws -> VerifiedProgram? {
    let trees = Set(app.directory.verifiedPrograms)
    guard !trees.isEmpty else { return nil }
    for entry in try app.history.log() {
      let tree = try app.history.treeID(at: entry.id)
      guard trees.contains(tree), let program = app.directory.program(of: tree) else { continue }
      return VerifiedProgram(program: program, commit: entry.id, number: entry.number)
    }
    return nil
  }

  /// Builds the newest commit in the app's build folder, which belongs to it if that passes.
  ///
  /// The caller holds the app's lock, and has restored the tree.
  package func building(
    _ app: AppDirectory, _ check: @Sendable () async throws -> Verdict
  ) async throws -> Verdict {
    BuildStamp.remove(from: app)
    let verdict = try await check()
    if verdict.outcome == .passed {
      let history = AppHistory(at: app.history)
      if let head = try history.head() {
        try BuildStamp.write(history.treeID(at: head), to: app)
      }
    }
    return verdict
  }

  /// Puts the program of the newest commit where it can be run, if the build folder holds it, and removes
  /// what the build needs no more.
  ///
  /// The caller holds the app's lock.
  ///
  /// - Returns: The program; nil if the folder holds another tree's, or none.
  @discardableResult
  package func publishProgram(of app: Found) throws -> BuiltProgram? {
    defer {
      // What the direct way has made is made again in a moment; `swift build` goes on from what it left.
      if Checker.removeDirectBuild(in: app.directory.scratch) {
        BuildStamp.remove(from: app.directory)
      }
    }
    guard let head = try app.history.head() else { return nil }
    let tree = try app.history.treeID(at: head)
    guard BuildStamp.tree(of: app.directory) == tree,
      let manifest = try app.history.tree(at: head).manifest,
      let product = Checker.product(named: manifest.name, in: app.directory.scratch)
    else { return nil }
    return try app.directory.publish(product, of: tree, isVerified: app.history.isSealed())
  }
}
