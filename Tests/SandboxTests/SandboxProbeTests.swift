import Testing

@testable import Sandbox

@Suite struct SandboxProbeTests {
  private static let names = [
    "bubblewrap", "user namespaces", "network off", "home invisible", "files invisible",
    "environment empty", "system read-only", "nothing inherited", "no privileges",
    "system calls filtered", "processes limited", "mounts hidden", "memory limited",
    "no process survives",
  ]

  @Test func everythingHolds() async throws {
    let results = await SandboxProbe.selfTest(runner: try Fixture.runner())
    #expect(results.map(\.name) == Self.names)
    #expect(results.filter { !$0.passed } == [])
  }

  /// Answers as if nothing were confined.
  private struct Unconfined: CommandRunner {
    func run(_ command: ConfinedCommand) async throws -> CommandResult {
      let script = command.arguments[2]
      let output =
        script == "true"
        ? "" : script.contains("net/dev") ? " lo: 1\n eth0: 2\n" : "SSH_AUTH_SOCK=/home/me\n"
      return CommandResult(ending: .exited(0), standardOutput: Array(output.utf8))
    }
  }

  @Test func whatDoesNotHoldIsSeen() async {
    let results = await SandboxProbe.selfTest(runner: Unconfined())
    #expect(
      results.filter(\.passed).map(\.name) == ["bubblewrap", "user namespaces", "mounts hidden"])
    #expect(results.map(\.name) == Self.names)
  }

  private struct Refusing: CommandRunner {
    func run(_ command: ConfinedCommand) async throws -> CommandResult {
      throw SandboxError(kind: .denied, message: "No.", advice: "Do this.")
    }
  }

  @Test func nothingMoreIsTriedWhereTheSandboxDoesNotComeUp() async {
    let results = await SandboxProbe.selfTest(runner: Refusing())
    #expect(
      results.last
        == ProbeResult(name: "user namespaces", passed: false, detail: "No.\nDo this."))
    #expect(results.count == 2)
  }
}
