import ConfinedChecks
import Foundation
import TestSupport
import Testing

@testable import Toolchain

/// One cache folder for a whole suite: nobody else's checks are in it.
///
/// What is prepared for every check is made from the same in all suites, so it is made once for all of them;
/// a suite that damages it has its own.
struct PreparedCache: SuiteTrait, TestScoping {
  @TaskLocal static var directory = "/nonexistent"

  var isShared: Bool

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder("wisp cache")
    if isShared {
      let shared = ConfinedChecks.sharedCache + "/warm"
      try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
      try folder.link("warm", to: shared)
    }
    try await Self.$directory.withValue(folder.path) { try await function() }
  }

  /// What is in the folder of checks on their way.
  static func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(directory)/work")
  }

  static func checker() throws -> Checker { try ConfinedChecks(cache: directory).checker }
}

extension Trait where Self == PreparedCache {
  static var preparedCache: Self { PreparedCache(isShared: true) }
  static var cacheOfItsOwn: Self { PreparedCache(isShared: false) }
}
