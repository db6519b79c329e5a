import Foundation
import Sandbox
import TestSupport
package import Toolchain
package import Workspace

/// Checks of whole apps in tests: real sandbox, real toolchain, the direct way.
package struct ConfinedChecks: Sendable {
  package let checker: Checker

  /// What can confine, and the dependencies' sources, are found beside the running test program.
  ///
  /// Preparations are keyed by what they are made from, so all tests share one cache.
  package init() throws {
    let products = URL(filePath: Checkout.products)
    guard let jail = BubblewrapRunner.jailBeside(executable: products.path + "/wisp") else {
      throw Missing(description: "wisp-jail is not in \(products.path); build it: make build")
    }
    checker = Checker(
      runner: BubblewrapRunner(jail: jail),
      toolchain: try SwiftToolchain.locate(environment: ProcessInfo.processInfo.environment),
      dependencies: DependencyStore(
        directory: products.appending(path: "../../checkouts").standardizedFileURL.path),
      cacheDirectory: products.path + "/test-cache/wisp")
  }

  /// Checks a tree in a folder of its own, all gates.
  ///
  /// Without a manifest no example is run.
  /// `isDistrusted`: whether it is checked as what a model wrote.
  package func check(
    _ tree: FileTree, manifest: AppManifest? = nil, isDistrusted: Bool = false
  ) async throws -> Verdict {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wisp-check-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let app = folder.appending(path: "tree").path
    try FileManager.default.createDirectory(atPath: app, withIntermediateDirectories: true)
    try tree.write(to: app, replacing: FileTree())
    return try await checker.check(
      CheckSubject(
        treeDirectory: app, scratchDirectory: folder.appending(path: "build").path,
        manifest: manifest, requiresTests: true, isDistrusted: isDistrusted))
  }

  package struct Missing: Error, CustomStringConvertible {
    package var description: String
  }
}
