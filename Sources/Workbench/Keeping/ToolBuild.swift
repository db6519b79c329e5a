import Apps
import Events
import Generation
import Toolchain
import Workspace

/// A way to build a program that is to run without a toolchain.
struct ToolBuild: Sendable {
  var configuration: BuildConfiguration
  /// What it finds of Swift when it runs.
  var runtime: SwiftToolchain
}

extension Workbench {
  /// Builds an app's program once more, in the first of several ways in which it passes its examples.
  ///
  /// The caller holds the app's lock and has restored the tree.
  ///
  /// - Parameters:
  ///   - app: The app.
  ///   - manifest: Its manifest.
  ///   - ways: The ways, best first.
  ///   - use: Takes the program out of the build folder, which goes afterwards; nil: it is not there.
  /// - Returns: What `use` returned; nil if the program passed in no way.
  /// - Throws: `ToolchainError`, `SandboxError`, or as `use`.
  func build<Result>(
    _ app: AppStore.Found, _ manifest: AppManifest, _ ways: [ToolBuild],
    use: (_ scratch: String, _ product: String) throws -> Result?
  ) async throws -> Result? {
    let checker = try checker()
    let dependencies = try templates()[app.record.template]?.dependencies ?? []
    tell(.building(app.record.name))
    defer { tell(.built(app.record.name)) }
    for way in ways {
      let scratch = try ScratchFolder(in: home)
      defer { scratch.remove() }
      var subject = CheckSubject(
        treeDirectory: app.directory.tree, scratchDirectory: scratch.path, manifest: manifest,
        dependencies: dependencies, requiresTests: false,
        faithful: way.configuration != .debug, gates: [.compile, .examples, .smoke],
        timeLimit: 300)
      subject.configuration = way.configuration
      subject.runtime = way.runtime
      let verdict = try await checker.check(subject)
      guard verdict.outcome == .passed,
        let product = Checker.product(named: manifest.name, in: scratch.path)
      else { continue }
      if let result = try use(scratch.path, product) { return result }
    }
    return nil
  }
}
