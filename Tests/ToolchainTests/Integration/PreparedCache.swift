import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Toolchain

/// One cache folder for a whole suite, so that the first build of the starter is done once.
struct PreparedCache: SuiteTrait, TestScoping {
  @TaskLocal static var directory = "/nonexistent"

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder("wisp cache")
    try await Self.$directory.withValue(folder.path) { try await function() }
  }

  /// What is in the folder of checks on their way.
  static func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(directory)/work")
  }

  /// Real sandbox, real toolchain, dependencies from this package's own checkouts.
  static func checker() throws -> Checker {
    let program = CommandLine.arguments[0]
    let products = URL(filePath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    let jail = try #require(BubblewrapRunner.jailBeside(executable: program))
    return Checker(
      runner: BubblewrapRunner(jail: jail),
      toolchain: try SwiftToolchain.locate(environment: ProcessInfo.processInfo.environment),
      dependencies: DependencyStore(
        directory: products.appending(path: "../../checkouts").standardizedFileURL.path),
      cacheDirectory: directory)
  }
}

extension Trait where Self == PreparedCache {
  static var preparedCache: Self { PreparedCache() }
}
