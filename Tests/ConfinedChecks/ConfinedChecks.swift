import Events
import Foundation
import Sandbox
import TestSupport
package import Toolchain
package import Workspace

/// Checks of whole apps in tests: real sandbox, real toolchain, the direct way.
package struct ConfinedChecks: Sendable {
  package let checker: Checker

  /// Preparations are keyed by what they are made from, so all tests share one cache.
  package static let sharedCache = Checkout.products + "/test-cache/wisp"

  /// What can confine, and the dependencies' sources, are found beside the running test program.
  package init(cache: String = sharedCache) throws {
    let products = Checkout.products
    guard let jail = BubblewrapRunner.jailBeside(executable: products + "/wisp") else {
      throw Missing(description: "wisp-jail is not in \(products); build it: make build")
    }
    checker = Checker(
      runner: BubblewrapRunner(jail: jail),
      toolchain: try SwiftToolchain.locate(environment: ProcessInfo.processInfo.environment),
      dependencies: DependencyStore(
        directory: URL(filePath: products).appending(path: "../../checkouts").standardized.path),
      cacheDirectory: cache)
  }

  /// Checks a tree in a folder of its own, all gates.
  ///
  /// Without a manifest no example is run.
  /// `isDistrusted`: whether it is checked as what a model wrote.
  package func check(
    _ tree: FileTree, manifest: AppManifest? = nil, isDistrusted: Bool = false
  ) async throws -> Verdict {
    let folder = try TemporaryFolder("wisp check")
    defer { withExtendedLifetime(folder) {} }
    let app = try folder.folder("tree")
    try tree.write(to: app, replacing: FileTree())
    return try await checker.check(
      CheckSubject(
        treeDirectory: app, scratchDirectory: folder.path + "/build",
        manifest: manifest, requiresTests: true, isDistrusted: isDistrusted))
  }

  package struct Missing: Error, CustomStringConvertible {
    package var description: String
  }
}
