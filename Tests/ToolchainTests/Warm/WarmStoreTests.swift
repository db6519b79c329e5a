import Events
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

@Suite struct WarmStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func checker(
    _ runner: ScriptedRunner, toolchain: SwiftToolchain = ScriptedApp.toolchain
  ) -> Checker {
    ScriptedApp.checker(runner, toolchain: toolchain, in: folder)
  }

  private func check(
    _ app: ScriptedApp, _ changes: [String: String] = [:]
  ) async throws -> (Verdict, [Step]) {
    let runner = app.runner
    let tree = try folder.folder("tree")
    try SamplePackage.tree(changes).write(to: tree, replacing: FileTree())
    try await checker(ScriptedApp().runner).prepare(starter: SamplePackage.tree())
    let verdict = try await checker(runner).check(
      CheckSubject(treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch"))
    // Interfaces are made beside the machine code.
    return (verdict, runner.steps.filter { $0 != .interface })
  }

  private var stored: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/cache/warm")) ?? []
  }

  @Test func madeOnceForAll() async throws {
    let runner = ScriptedApp().runner
    let starter = try SamplePackage.tree()
    try await checker(runner).prepare(starter: starter)
    #expect(runner.steps == Array(repeating: .compile, count: 5) + [.linkSettings])
    try await checker(runner).prepare(starter: starter)
    try await checker(runner).prepare(
      starter: SamplePackage.tree(["Sources/App/main.swift": "print(1)"]))
    #expect(runner.steps.count == 6)
    #expect(stored.count == 1)
  }

  @Test func twoAtOnce() async throws {
    let starter = try SamplePackage.tree()
    async let first: Void = checker(ScriptedApp().runner).prepare(starter: starter)
    async let second: Void = checker(ScriptedApp().runner).prepare(starter: starter)
    _ = try await (first, second)
    #expect(stored.count == 1)
    #expect(checker(ScriptedApp().runner).preparations().map(\.state) == [.ready])
  }

  /// Each dependency is compiled once, whatever it is combined with.
  @Test func dependenciesAreLaidTogether() async throws {
    for file in [
      "swift-argument-parser/Package.swift", "swift-argument-parser/Sources/ArgumentParser/A.swift",
      "FlyingFox/Package.swift", "FlyingFox/CSystemLinux/shims.c",
      "FlyingFox/CSystemLinux/include/module.modulemap",
    ] {
      let path = "\(folder.path)/deps/\(file)"
      try FileManager.default.createDirectory(
        atPath: URL(filePath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: path))
    }
    let runner = ScriptedApp().runner
    let store = checker(runner).warmStore
    let names = ["swift-argument-parser", "FlyingFox"]
    _ = try await store.prepared(for: names) { _ in }
    let objects = runner.commands.filter {
      $0.step != .linkSettings && $0.arguments.contains("-o")
    }.map {
      $0.arguments[$0.arguments.lastIndex(of: "-o").map { $0 + 1 } ?? 0]
    }
    #expect(
      objects.sorted()
        == [
          "ArgumentParser", "ArgumentParserToolInfo", "CSystemLinux", "FlyingFox", "FlyingSocks",
          "WispTestEntry",
        ].map { "/warm/Modules/\($0).o" })
    #expect(stored.count == 4)
    let states = checker(runner).preparations().map(\.state)
    #expect(states == [.ready, .ready, .ready, .ready])
  }

  @Test func writableOnlyWhileItIsMade() async throws {
    let runner = ScriptedApp().runner
    _ = try await checker(runner).prepare(starter: SamplePackage.tree())
    let tree = try folder.folder("tree")
    try SamplePackage.tree().write(to: tree, replacing: FileTree())
    _ = try await checker(runner).check(
      CheckSubject(treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch"))
    let isWritable = runner.commands.compactMap { command in
      command.policy.mounts.first { $0.inside == Inside.warm }?.writable
    }
    #expect(isWritable == Array(repeating: true, count: 6) + Array(repeating: false, count: 6))
  }

  @Test func anotherToolchainHasAnother() async throws {
    let starter = try SamplePackage.tree()
    try await checker(ScriptedApp().runner).prepare(starter: starter)
    var other = ScriptedApp.toolchain
    other.identity = "other"
    try await checker(ScriptedApp().runner, toolchain: other).prepare(starter: starter)
    #expect(stored.count == 2)
  }

  @Test func whatDoesNotCompileIsAnErrorAndLeavesNothing() async throws {
    var app = ScriptedApp()
    app.compile = CommandResult(
      ending: .exited(1), standardOutput: Array("/app/modules.swift:1:8: error: no\n".utf8))
    let error = await #expect(throws: ToolchainError.self) {
      try await checker(app.runner).prepare(starter: SamplePackage.tree())
    }
    #expect(error?.code == .starterFailed)
    #expect(error?.description.contains("no") == true)
    #expect(stored == [])
  }

  @Test func theCompilersWordCountsWhereItIsAboutTheApp() async throws {
    var app = ScriptedApp()
    app.compile = CommandResult(
      ending: .exited(1),
      standardError: Array("/app/Sources/AppCore/Sum.swift:3:8: error: no\n".utf8))
    let (verdict, steps) = try await check(app)
    #expect(verdict.outcome == .failed)
    #expect(verdict.diagnostics.map(\.message) == ["no"])
    #expect(steps == [.compile])
  }

  @Test(arguments: [
    (
      CommandResult(ending: .signalled(11)), "the compiler did not finish AppCore"
    ),
    (
      CommandResult(ending: .exited(1), standardError: Array("<unknown>:0: error: no\n".utf8)),
      "the compiler could not work on AppCore"
    ),
    (
      CommandResult(
        ending: .exited(1),
        standardError: Array(
          "/app/Sources/AppCore/Sum.swift:1:8: error: could not build module 'X'\n".utf8)),
      "the compiler could not work on AppCore"
    ),
  ])
  func whatIsNotAboutTheAppIsLeftToSwiftBuild(
    result: CommandResult, reason: String
  ) async throws {
    var app = ScriptedApp()
    app.compile = result
    let (verdict, steps) = try await check(app)
    #expect(steps.prefix(2) == [.compile, .build])
    // The app runs beside its tests.
    #expect(steps.dropFirst(2).map(\.rawValue).sorted() == ["run", "swiftTesting"])
    #expect(verdict.outcome == .passed)
    #expect(verdict.gates[1].detail == "with swift build, as \(reason)")
  }

  @Test func aFailedLinkIsLeftToSwiftBuild() async throws {
    var app = ScriptedApp()
    app.link = CommandResult(
      ending: .exited(1), standardError: Array("ld.lld: error: undefined symbol: f\nmore\n".utf8))
    let (verdict, steps) = try await check(app)
    #expect(steps.contains(.build))
    #expect(
      verdict.gates[1].detail.hasSuffix(
        " could not be linked (ld.lld: error: undefined symbol: f)"))
  }
}
