import Events
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// Builds that begin before the tree that they are for is there.
@Suite(.serialized, .preparedCache) struct RealEarlyTests {
  private let folder: TemporaryFolder
  private let core = "Sources/AppCore/Sum.swift"
  private let tests = "Tests/AppCoreTests/SumTests.swift"

  init() throws { folder = try TemporaryFolder() }

  private func checker(_ counting: CountingRunner) async throws -> Checker {
    let checker = try PreparedCache.checker()
    try await checker.prepare(starter: try SamplePackage.tree())
    return Checker(
      runner: counting, toolchain: checker.toolchain, dependencies: checker.dependencies,
      cacheDirectory: checker.cacheDirectory, keepsModules: false)
  }

  /// Offers trees one after the other, then checks the last one.
  private func check(
    after changes: [[String: String]], _ last: [String: String]
  ) async throws -> (Verdict, [String]) {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    let checker = try await checker(counting)
    let early = checker.early(scratchDirectory: "\(folder.path)/scratch")
    for change in changes { await early.offer(try SamplePackage.tree(change)) }
    try SamplePackage.tree(last).write(to: try folder.folder("tree"), replacing: FileTree())
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: "\(folder.path)/tree", scratchDirectory: "\(folder.path)/scratch"),
      early: early)
    await early.end()
    // A reader of the reply may be late.
    await early.offer(try SamplePackage.tree())
    return (verdict, counting.made.sorted())
  }

  @Test func whatWasBegunIsNotBegunAgain() async throws {
    let (verdict, made) = try await check(after: [[:], [:]], [:])
    #expect(verdict.outcome == .passed)
    #expect(made == ["App", "AppCore", "AppCoreTests", "link", "link"])
  }

  @Test func onlyTheTreeThatIsCheckedCounts() async throws {
    let original = try #require(SamplePackage.files[core])
    let wrong = [core: original.replacing("reduce(0, +)", with: "reduce(1, +)")]
    let broken = [core: "public func sum(", tests: "import Nothing"]
    var (verdict, _) = try await check(after: [broken, wrong], [:])
    #expect(verdict.outcome == .passed)
    HostFile.remove("\(folder.path)/tree")
    (verdict, _) = try await check(after: [[:], broken], wrong)
    #expect(verdict.outcome == .failed)
    #expect(verdict.tests.failed == 1)
    // Nothing of it stays beside the build folder.
    #expect(try PreparedCache.leftovers() == [])
  }
}
