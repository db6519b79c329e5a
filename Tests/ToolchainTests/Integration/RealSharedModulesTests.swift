import Events
import Foundation
import Sandbox
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// The same sources in folders that know nothing of each other.
@Suite(.serialized, .preparedCache) struct RealSharedModulesTests {
  private let folder: TemporaryFolder
  private let core = "Sources/AppCore/Sum.swift"
  private let main = "Sources/App/main.swift"

  init() throws { folder = try TemporaryFolder() }

  /// Checks the package with these changes in a new folder.
  private func check(
    _ changes: [String: String], in name: String, _ counting: CountingRunner
  ) async throws -> (Verdict, [String]) {
    let prepared = try PreparedCache.checker()
    try await prepared.prepare(starter: try SamplePackage.tree())
    let checker = Checker(
      runner: counting, toolchain: prepared.toolchain, dependencies: prepared.dependencies,
      cacheDirectory: prepared.cacheDirectory)
    let tree = try folder.folder("\(name)-tree")
    try SamplePackage.tree(changes).write(to: tree, replacing: FileTree())
    let before = counting.made.count
    let verdict = try await checker.check(
      CheckSubject(treeDirectory: tree, scratchDirectory: "\(folder.path)/\(name)-scratch"))
    return (verdict, counting.made.dropFirst(before).sorted())
  }

  @Test func modulesAreCompiledOnceForAllFolders() async throws {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    // Nobody has seen these sources before.
    let text = try #require(SamplePackage.files[core])
    let ours = [core: text + "// \(UUID().uuidString)\n"]
    var (verdict, made) = try await check(ours, in: "first", counting)
    #expect(verdict.outcome == .passed)
    #expect(made.filter { $0 != "link" } == ["App", "AppCore", "AppCoreTests"])

    (verdict, made) = try await check(ours, in: "second", counting)
    #expect(verdict.outcome == .passed)
    #expect(made == ["link", "link"])

    // What imports a module is made again where that has changed, even in a body.
    let wrong = ours.mapValues { $0.replacing("reduce(0, +)", with: "reduce(1, +)") }
    (verdict, made) = try await check(wrong, in: "third", counting)
    #expect(verdict.outcome == .failed)
    #expect(verdict.tests.failed == 1)
    #expect(made.filter { $0 != "link" } == ["App", "AppCore", "AppCoreTests"])

    // A program of its own on the same library.
    let other = try #require(SamplePackage.files[main]) + "// \(UUID().uuidString)\n"
    (verdict, made) = try await check(
      ours.merging([main: other]) { $1 }, in: "fourth", counting)
    #expect(verdict.outcome == .passed)
    #expect(made.filter { $0 != "link" } == ["App"])
  }

  /// Hostile sources that took the compiler over could write no more than their own module.
  @Test func aStepMayWriteOnlyWhatItMakes() async throws {
    let prepared = try PreparedCache.checker()
    let watching = WatchingRunner(prepared.runner)
    let checker = Checker(
      runner: watching, toolchain: prepared.toolchain, dependencies: prepared.dependencies,
      cacheDirectory: prepared.cacheDirectory, keepsModules: false)
    let tree = try folder.folder("tree")
    try SamplePackage.tree().write(to: tree, replacing: FileTree())
    let verdict = try await checker.check(
      CheckSubject(treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch"))
    #expect(verdict.outcome == .passed)
    #expect(
      watching.writable == [
        ["interface-AppCore"], ["object-App"], ["object-AppCore"], ["object-AppCoreTests"],
        ["program-sum"], ["program-sumPackageTests.xctest"],
      ])
  }
}

/// Keeps what compilers and linkers may write, by kind and name.
private final class WatchingRunner: CommandRunner {
  private let runner: any CommandRunner
  private let log = Mutex<Set<[String]>>([])

  init(_ runner: any CommandRunner) { self.runner = runner }

  var writable: [[String]] { log.withLock { $0.sorted { $0.joined() < $1.joined() } } }

  func run(_ command: ConfinedCommand) async throws -> CommandResult {
    if [.interface, .compile, .link].contains(command.step) {
      let places = command.policy.mounts.filter(\.writable).map { mount in
        mount.inside.replacing(/^\/scratch\/made\/\.new-/, with: "")
          .replacing(/-[0-9a-f]{32}$/, with: "")
      }
      log.withLock { _ = $0.insert(places) }
    }
    return try await runner.run(command)
  }
}
