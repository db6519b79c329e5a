import Foundation
import Sandbox
import Testing
import Workspace

@testable import Toolchain

@Suite struct SeedStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func checker(_ runner: ScriptedRunner) -> Checker {
    Checker(
      runner: runner, toolchain: ScriptedApp.toolchain,
      dependencies: DependencyStore(directory: "\(folder.path)/deps"),
      cacheDirectory: "\(folder.path)/cache")
  }

  private func check(
    _ runner: ScriptedRunner, scratch: String, starter: FileTree?
  ) async throws -> Verdict {
    let tree = try folder.folder("tree")
    try SamplePackage.tree().write(to: tree, replacing: FileTree())
    return try await checker(runner).check(
      CheckSubject(
        treeDirectory: tree, scratchDirectory: "\(folder.path)/\(scratch)", starter: starter))
  }

  private var seeds: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/cache/seeds")) ?? []
  }

  @Test func builtOnceAndCopiedIntoEveryFreshFolder() async throws {
    let runner = ScriptedApp().runner
    let starter = try SamplePackage.tree()
    _ = try await check(runner, scratch: "one", starter: starter)
    #expect(runner.steps == [.parse, .build, .copy, .build, .swiftTesting, .run])
    _ = try await check(runner, scratch: "two", starter: starter)
    #expect(runner.steps.suffix(5) == [.parse, .copy, .build, .swiftTesting, .run])
    _ = try await check(runner, scratch: "two", starter: starter)
    #expect(runner.steps.suffix(4) == [.parse, .build, .swiftTesting, .run])
    #expect(seeds.count == 1)
  }

  @Test func anUnfinishedCopyIsNotBuiltOn() async throws {
    let runner = ScriptedApp().runner
    _ = try folder.folder("one/unfinished-copy")
    try Data("half".utf8).write(to: URL(filePath: "\(folder.path)/one/half"))
    _ = try await check(runner, scratch: "one", starter: try SamplePackage.tree())
    #expect(runner.steps.contains(.copy))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/one").sorted()
        == ["copied", "debug.yaml"])
  }

  @Test func theStarterDecidesWhichSeed() async throws {
    let store = checker(ScriptedApp().runner).seeds
    let plain = try SamplePackage.tree()
    let other = try SamplePackage.tree(["Sources/App/main.swift": "print(1)"])
    #expect(store.key(of: plain) == store.key(of: try SamplePackage.tree()))
    #expect(store.key(of: plain) != store.key(of: other))
    var newer = store
    newer.toolchain.identity = "another"
    #expect(store.key(of: plain) != newer.key(of: plain))
  }

  @Test(arguments: ["changed", "removed", "added"])
  func aDamagedSeedIsBuiltAnew(damage: String) async throws {
    let runner = ScriptedApp().runner
    let starter = try SamplePackage.tree()
    try await checker(runner).prepare(starter: starter)
    let scratch = "\(folder.path)/cache/seeds/\(try #require(seeds.first))/scratch"
    switch damage {
    case "changed": try Data("x".utf8).write(to: URL(filePath: "\(scratch)/debug.yaml"))
    case "removed": try FileManager.default.removeItem(atPath: "\(scratch)/debug.yaml")
    default: try Data("x".utf8).write(to: URL(filePath: "\(scratch)/more"))
    }
    try await checker(runner).prepare(starter: starter)
    try await checker(runner).prepare(starter: starter)
    #expect(runner.steps == [.build, .build])
    #expect(seeds.count == 1)
  }

  @Test func manyAtOnce() async throws {
    let runner = ScriptedApp().runner
    let starter = try SamplePackage.tree()
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { try await checker(runner).prepare(starter: starter) }
      }
      try await group.waitForAll()
    }
    #expect(seeds.count == 1)
    #expect(seeds.allSatisfy { !$0.hasPrefix(".") })
  }

  @Test func aStarterThatDoesNotBuildLeavesAPlainBuild() async throws {
    let runner = ScriptedRunner { command in
      if command.step == .build, command.host(Inside.scratch).contains("/seeds/") {
        return CommandResult(
          ending: .exited(1), standardOutput: Array("/app/Sources/A.swift:1:1: error: no".utf8))
      }
      return try ScriptedApp().answer(command)
    }
    let verdict = try await check(runner, scratch: "one", starter: try SamplePackage.tree())
    #expect(verdict.outcome == .passed)
    #expect(seeds == [])
    let error = await #expect(throws: ToolchainError.self) {
      try await checker(runner).prepare(starter: try SamplePackage.tree())
    }
    #expect(error?.description == "The template's starter does not build: Sources/A.swift: no")
  }

  @Test func aBuildThatFailsForNoReasonOfTheAppsIsDoneAgainWithoutTheSeed() async throws {
    let runner = ScriptedRunner { command in
      let scratch = command.host(Inside.scratch)
      if command.step == .build,
        FileManager.default.fileExists(atPath: "\(scratch)/copied")
      {
        return CommandResult(
          ending: .exited(1), standardError: Array("error: module file is corrupt\n".utf8))
      }
      return try ScriptedApp().answer(command)
    }
    let verdict = try await check(runner, scratch: "one", starter: try SamplePackage.tree())
    #expect(verdict.outcome == .passed)
    #expect(runner.steps == [.parse, .build, .copy, .build, .build, .swiftTesting, .run])
    #expect(seeds == [])
  }

  @Test func examplesThatTheStarterPassesAreVacuous() async throws {
    let runner = ScriptedApp().runner
    let manifest = SamplePackage.manifest([
      Example(
        name: "three", expect: Example.Expectation(stdout: TextExpectation(equals: "3"))),
      Example(name: "four", expect: Example.Expectation(stdout: TextExpectation(equals: "4"))),
      Example(name: "any exit", expect: Example.Expectation(exit: 0)),
    ])
    let vacuous = try await checker(runner).vacuousExamples(
      of: manifest, starter: try SamplePackage.tree())
    #expect(vacuous == ["three", "any exit"])
  }

  @Test func progress() {
    let text = "Building for debugging...\n[0/5] Write sources\n[12/40] Compiling App main.swift\n["
    #expect(
      BuildStep.steps(in: Array(text.utf8)) == [
        BuildStep(number: 0, total: 5, text: "Write sources"),
        BuildStep(number: 12, total: 40, text: "Compiling App main.swift"),
      ])
  }
}
