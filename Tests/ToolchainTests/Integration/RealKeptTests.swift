import Events
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// A folder that is checked again and again, as `wisp verify DIR` does it.
@Suite(.serialized, .preparedCache) struct RealKeptTests {
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

  /// The package with these changes in the same place as ever, all files as old as ever.
  private func lay(_ changes: [String: String?]) throws -> String {
    let directory = "\(folder.path)/tree"
    HostFile.remove(directory)
    var files = SamplePackage.files
    for (path, text) in changes { files[path] = text }
    for (path, text) in files {
      let file = "\(directory)/\(path)"
      try HostFile.makeFolder((file as NSString).deletingLastPathComponent)
      try Data(text.utf8).write(to: URL(filePath: file))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: file)
    }
    return directory
  }

  /// Checks in the folder's own scratch; tells what was made for it, too.
  private func check(
    _ changes: [String: String?], _ counting: CountingRunner
  ) async throws -> (Verdict, [String]) {
    let directory = try lay(changes)
    let checker = try await checker(counting)
    let kept = try #require(try checker.keptScratch(of: directory, template: nil))
    let before = counting.made.count
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: directory, scratchDirectory: kept.path, keepsDirectOnly: true))
    let made = counting.made.dropFirst(before).sorted()
    return (verdict, made)
  }

  private func manifest(_ replaced: String, with replacement: String) throws -> String {
    let text = try #require(SamplePackage.files["Package.swift"])
    let changed = text.replacing(replaced, with: replacement)
    try #require(changed != text)
    return changed
  }

  @Test func whateverChangesIsSeen() async throws {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    let text = try #require(SamplePackage.files[core])
    let everything = ["App", "AppCore", "AppCoreTests", "link", "link"]
    var (verdict, made) = try await check([:], counting)
    #expect(verdict.outcome == .passed)
    #expect(made == everything)

    (verdict, made) = try await check([:], counting)
    #expect(verdict.outcome == .passed)
    #expect(made == [])

    let wrong = text.replacing("reduce(0, +)", with: "reduce(1, +)")
    (verdict, made) = try await check([core: wrong], counting)
    #expect(verdict.outcome == .failed)
    #expect(made == ["AppCore", "link", "link"])
    // The same again: nothing to make, and still wrong.
    (verdict, made) = try await check([core: wrong], counting)
    #expect(verdict.outcome == .failed)
    #expect(made == [])

    // Back to what it was.
    (verdict, made) = try await check([:], counting)
    #expect(verdict.outcome == .passed)

    // A file more, a broken one more, and gone again.
    let more = "Sources/AppCore/More.swift"
    (verdict, _) = try await check([more: "public func more() -> Int { 1 }\n"], counting)
    #expect(verdict.outcome == .passed)
    (verdict, _) = try await check([more: "public func more() -> Int { \"\" }\n"], counting)
    #expect(verdict.diagnostics.first?.file == more)
    (verdict, _) = try await check([:], counting)
    #expect(verdict.outcome == .passed)

    // Renamed: the same text under another name, which errors are to have.
    let renamed = "Sources/AppCore/Total.swift"
    (verdict, _) = try await check([core: nil, renamed: text], counting)
    #expect(verdict.outcome == .passed)
    let broken = text.replacing("-> Int", with: "-> String")
    (verdict, _) = try await check([core: nil, renamed: broken], counting)
    #expect(verdict.diagnostics.first?.file == renamed)

    // Without tests, without a file that is needed, with another program's name.
    (verdict, _) = try await check([tests: nil], counting)
    #expect(verdict.outcome == .failed)
    (verdict, _) = try await check([core: nil], counting)
    #expect(verdict.outcome == .failed)
    let other = try manifest(#"name: "sum", targets"#, with: #"name: "total", targets"#)
    (verdict, _) = try await check(["Package.swift": other], counting)
    #expect(verdict.outcome == .passed)
  }

  @Test func whatSwiftBuildMakesIsNotKept() async throws {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    let other = try manifest(
      #".target(name: "AppCore")"#,
      with: #".target(name: "AppCore", linkerSettings: [.linkedLibrary("m")])"#)
    let text = try #require(SamplePackage.files[core])
    let wrong = text.replacing("reduce(0, +)", with: "reduce(1, +)")
    // With files that are all as old as ever, `swift build` would skip what it has seen.
    for (file, outcome) in [(text, Verdict.Outcome.passed), (wrong, .failed)] {
      let (verdict, made) = try await check(["Package.swift": other, core: file], counting)
      #expect(verdict.outcome == outcome)
      #expect(made == ["swift-build"])
    }
    #expect(try PreparedCache.leftovers() == [])
  }

  @Test func damageIsMadeGood() async throws {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    _ = try await check([:], counting)
    let checker = try await checker(counting)
    let kept = try #require(
      try checker.keptScratch(of: "\(folder.path)/tree", template: nil)?.path)
    let made = try FileManager.default.contentsOfDirectory(atPath: "\(kept)/made").sorted()
    let object = try #require(made.first { $0.hasPrefix("object-AppCore-") })
    let handle = try #require(FileHandle(forWritingAtPath: "\(kept)/made/\(object)/AppCore.o"))
    try handle.truncate(atOffset: 100)
    try handle.close()
    let program = try #require(made.first { $0.hasPrefix("program-sum-") })
    HostFile.remove("\(kept)/made/\(program)/sum")
    let (verdict, again) = try await check([:], counting)
    #expect(verdict.outcome == .passed)
    #expect(again == ["AppCore", "link", "link"] || again == ["AppCore", "link"])
  }

  @Test func onlyOneAtATime() async throws {
    let counting = CountingRunner(try PreparedCache.checker().runner)
    let checker = try await checker(counting)
    let directory = try lay([:])
    let kept = try #require(try checker.keptScratch(of: directory, template: nil))
    #expect(try checker.keptScratch(of: directory, template: nil) == nil)
    #expect(try checker.keptScratch(of: directory, template: "filter") != nil)
    withExtendedLifetime(kept) {}
  }
}
