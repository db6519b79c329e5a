import Workspace

/// The program of one version of an app, ready to be tried.
///
/// Its folders are removed with the last reference to it.
package struct TreeProgram: Sendable {
  let commit: String
  let manifest: AppManifest
  let runner: ExampleRunner
  private let work: WorkFolder

  /// Copies the program from a folder in which it was built.
  ///
  /// Returns nil if the folder holds no such program.
  package init?(
    _ version: AppVersion, product: String, builtIn folder: String, checker: Checker
  ) throws {
    let work = try WorkFolder(in: checker.cacheDirectory)
    try self.init(version, product, from: folder, work, checker)
  }

  /// Builds the version's tree.
  ///
  /// Returns nil if it does not build.
  /// - Throws: What a check throws.
  package init?(building version: AppVersion, checker: Checker) async throws {
    let work = try WorkFolder(in: checker.cacheDirectory)
    guard let scratch = try await checker.built(version.tree, in: work),
      let product = Checker.product(named: version.manifest.name, in: scratch)
    else { return nil }
    try self.init(version, product, from: scratch, work, checker)
  }

  private init?(
    _ version: AppVersion, _ product: String, from folder: String, _ work: WorkFolder,
    _ checker: Checker
  ) throws {
    let programs = try work.folder()
    guard try ProgramFiles.copy(product, from: folder, to: programs) != nil else { return nil }
    commit = version.commit
    manifest = version.manifest
    self.work = work
    runner = ExampleRunner(
      runner: checker.runner, toolchain: checker.toolchain, programDirectory: programs,
      product: product, seconds: Self.seconds,
      standIns: checker.standIns(for: version.manifest, in: work))
  }

  /// Wall-clock seconds for a run.
  private static let seconds = 5.0

  /// A new folder for a run.
  func folder() throws -> String { try work.folder() }
}
