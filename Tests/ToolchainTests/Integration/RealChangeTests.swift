import Events
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// One app checked again and again in one build folder.
@Suite(.serialized, .preparedCache) struct RealChangeTests {
  private let folder: TemporaryFolder
  private let core = "Sources/AppCore/Sum.swift"

  init() throws { folder = try TemporaryFolder() }

  private func check(
    _ changes: [String: String], of counting: CountingRunner, faithful: Bool = false
  ) async throws -> (Verdict, [String]) {
    let tree = try SamplePackage.tree(changes)
    let directory = "\(folder.path)/tree"
    HostFile.remove(directory)
    try tree.write(to: try folder.folder("tree"), replacing: FileTree())
    // Contents decide, not times.
    for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
        ofItemAtPath: "\(directory)/\(path)")
    }
    var checker = try PreparedCache.checker()
    try await checker.prepare(starter: tree)
    checker = Checker(
      runner: counting, toolchain: checker.toolchain, dependencies: checker.dependencies,
      cacheDirectory: checker.cacheDirectory, keepsModules: false)
    let before = counting.made.count
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: directory, scratchDirectory: "\(folder.path)/scratch", faithful: faithful))
    return (verdict, counting.made.dropFirst(before).sorted())
  }

  @Test func onlyWhatChangedIsMadeAgain() async throws {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    let original = try #require(SamplePackage.files[core])
    var (verdict, made) = try await check([:], of: counting)
    #expect(verdict.outcome == .passed)
    #expect(made == ["App", "AppCore", "AppCoreTests", "link", "link"])

    (verdict, made) = try await check([:], of: counting)
    #expect(verdict.outcome == .passed)
    #expect(made == [])

    // A body: nobody else sees it.
    let wrong = original.replacing("reduce(0, +)", with: "reduce(1, +)")
    (verdict, made) = try await check([core: wrong], of: counting)
    #expect(verdict.outcome == .failed)
    #expect(verdict.tests.failed == 1)
    #expect(made == ["AppCore", "link", "link"])

    // And back again, though every file is as old as ever.
    (verdict, made) = try await check([:], of: counting)
    #expect(verdict.outcome == .passed)
    #expect(made == ["AppCore", "link", "link"])

    // An interface: everybody sees it.
    let renamed = original.replacing("func sum(", with: "func total(")
    (verdict, made) = try await check([core: renamed], of: counting)
    #expect(verdict.outcome == .failed)
    #expect(
      verdict.diagnostics.first?.file == "Sources/App/main.swift"
        && verdict.diagnostics.first?.message == "cannot find 'sum' in scope")
    #expect(made == ["App", "AppCore", "AppCoreTests"])

    // A new file counts, a removed one does, too.
    (verdict, made) = try await check(
      ["Sources/AppCore/More.swift": "public func more() {}\n"], of: counting)
    #expect(verdict.outcome == .passed)
    (verdict, made) = try await check([:], of: counting)
    #expect(verdict.outcome == .passed)

    // Warnings are told again, though nothing is compiled again.
    let warning = ["Sources/App/More.swift": "func more() {\n  let unused = 1\n}\n"]
    for _ in 0..<2 {
      (verdict, made) = try await check(warning, of: counting)
      #expect(verdict.outcome == .passed)
      #expect(verdict.diagnostics.map(\.line) == [2])
    }
    #expect(made == [])

    // The other way of building starts from nothing, and back.
    (verdict, made) = try await check([core: wrong], of: counting, faithful: true)
    #expect(verdict.outcome == .failed)
    #expect(made == ["swift-build"])
    (verdict, made) = try await check([:], of: counting)
    #expect(verdict.outcome == .passed)
    #expect(made == ["App", "AppCore", "AppCoreTests", "link", "link"])
  }

  @Test func whatTheDirectWayCannotDoIsLeftToSwiftBuild() async throws {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    let manifest = try #require(SamplePackage.files["Package.swift"])
      .replacing(
        ".target(name: \"AppCore\")",
        with: ".target(name: \"AppCore\", linkerSettings: [.linkedLibrary(\"m\")])")
    let (verdict, made) = try await check(["Package.swift": manifest], of: counting)
    #expect(verdict.outcome == .passed)
    #expect(made == ["swift-build"])
    #expect(
      verdict.gates[1].detail
        == "with swift build, as a target has a setting of the tool linker")
  }
}
