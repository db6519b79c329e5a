import Events
import Files
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// Checks that cannot be done on this machine: there is no verdict.
@Suite struct CannotBeCheckedTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func check(
    _ runner: ScriptedRunner, _ change: (inout CheckSubject) -> Void
  ) async throws -> Verdict {
    let tree = try folder.folder("tree")
    try SamplePackage.tree([:]).write(to: tree, replacing: FileTree())
    var subject = CheckSubject(
      treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch", gates: [.syntax, .compile])
    change(&subject)
    return try await ScriptedApp.checker(runner, in: folder).check(subject)
  }

  /// Clang does not say how to link, so that nothing can be built directly.
  private let unprepared = ScriptedRunner { command in
    command.step == .linkSettings
      ? CommandResult(ending: .exited(1)) : try ScriptedApp().answer(command)
  }

  /// `swift build` would make an app without mutants and without a channel for its tests.
  @Test func aModelsAppIsNotLeftToSwiftBuild() async throws {
    await #expect(
      throws: ToolchainError(
        code: .starterFailed,
        description: "What every check needs could not be made (Asking how to link): "
          + "the compiler ended with code 1")
    ) {
      try await check(unprepared) { $0.isDistrusted = true }
    }
    #expect(!unprepared.steps.contains(.build))
  }

  @Test func otherPackagesAre() async throws {
    let verdict = try await check(unprepared) { _ in }
    #expect(verdict.outcome == .passed)
    #expect(
      verdict.gates.last?.detail.hasPrefix("with swift build, as nothing is prepared") == true)
  }

  /// Only of other people's packages: an app of a model's has no other dependencies.
  @Test(arguments: [true, false]) func aBuildThatWantsTheNetwork(_ mayHave: Bool) async throws {
    var app = ScriptedApp()
    app.build = CommandResult(
      ending: .exited(1),
      standardError: Array("error: 'foo': the package at '/Foo' cannot be accessed (no)\n".utf8))
    let runner = app.runner
    func check() async throws -> Verdict {
      try await self.check(runner) {
        $0.faithful = true
        $0.mayHaveOwnDependencies = mayHave
      }
    }
    guard mayHave else {
      #expect(try await check().outcome == .failed)
      return
    }
    await #expect(
      throws: MissingDependencies(
        directory: "\(folder.path)/tree", dependencies: [],
        message: "'foo': the package at '/Foo' cannot be accessed (no)")
    ) { try await check() }
  }
}
