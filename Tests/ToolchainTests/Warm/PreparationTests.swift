import Foundation
import TestSupport
import Testing
import Workspace

@testable import Toolchain

@Suite struct PreparationTests {
  @Test func statesAndSweeping() async throws {
    let folder = try TemporaryFolder()
    let starter = try SamplePackage.tree()
    var other = ScriptedApp.toolchain
    other.identity = "other"
    let checkers = [ScriptedApp.toolchain, other].map { toolchain in
      ScriptedApp.checker(ScriptedApp().runner, toolchain: toolchain, in: folder)
    }
    #expect(checkers[0].preparations() == [])
    for checker in checkers { try await checker.prepare(starter: starter) }
    let states = checkers[0].preparations().map(\.state.rawValue).sorted()
    #expect(states == ["ready", "stale"])
    #expect(checkers[0].preparations().allSatisfy { $0.bytes > 0 })

    #expect(checkers[0].removeStalePreparations() > 0)
    #expect(checkers[0].preparations().map(\.state) == [.ready])
    #expect(checkers[0].removeStalePreparations() == 0)

    let ready = try #require(checkers[0].warmStore.folders.first)
    HostFile.remove("\(ready.files)/ModuleCache")
    #expect(checkers[0].preparations().map(\.state) == [.damaged])
  }
}
