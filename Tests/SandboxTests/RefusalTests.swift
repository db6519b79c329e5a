import Foundation
import Testing

@testable import Sandbox

/// Where the sandbox cannot hold, nothing runs, and the error says why and what to do.
@Suite struct RefusalTests {
  private func error(
    _ arguments: [String] = ["true"], policy: SandboxPolicy? = nil,
    bubblewrap: Bubblewrap = .installed, jail: String? = nil
  ) async throws -> SandboxError {
    let beside = BubblewrapRunner.jailBeside(executable: "/proc/self/exe")
    let runner = BubblewrapRunner(
      jail: try #require(jail ?? beside), bubblewrap: bubblewrap)
    return try await #require(throws: SandboxError.self) {
      try await runner.run(ConfinedCommand(arguments, policy: policy ?? Fixture.policy()))
    }
  }

  @Test func bubblewrapIsMissing() async throws {
    let error = try await error(bubblewrap: Bubblewrap(path: "/nonexistent/bwrap"))
    #expect(error.kind == .missing)
    #expect(error.advice.contains("apt install bubblewrap"))
  }

  @Test func bubblewrapCouldBeChangedByOthers() async throws {
    let folder = try hardFolder()
    let path = try folder.file("bwrap", "#!/bin/sh\necho bubblewrap 0.9.0\n")
    chmod(path, 0o777)
    #expect(try await error(bubblewrap: Bubblewrap(path: path)).kind == .denied)
  }

  @Test func bubblewrapIsTooOld() async throws {
    let folder = try hardFolder()
    let path = try folder.file("bwrap", "#!/bin/sh\necho bubblewrap 0.6.2\n")
    chmod(path, 0o755)
    #expect(try await error(bubblewrap: Bubblewrap(path: path)).kind == .denied)
  }

  /// Whatever is missing or broken: the command has not run.
  @Test(
    arguments: [
      ("/nonexistent/bwrap", nil), ("/usr/bin/bwrap", "/nonexistent/wisp-jail"),
      ("/usr/bin/bwrap", "/usr/bin/true"), ("/usr/bin/false", nil),
    ] as [(String, String?)])
  func nothingRuns(bubblewrap: String, jail: String?) async throws {
    let folder = try hardFolder()
    let policy = try Fixture.policy(mounts: [
      .init(host: folder.path, inside: "/data", writable: true)
    ])
    _ = try await error(
      ["touch", "/data/mark"], policy: policy, bubblewrap: Bubblewrap(path: bubblewrap), jail: jail)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func jailIsMissing() async throws {
    #expect(try await error(jail: "/nonexistent/wisp-jail").kind == .missing)
  }

  @Test func jailIsAnotherProgram() async throws {
    #expect(try await error(jail: "/usr/bin/true").kind == .failed)
  }

  @Test func commandIsNotThere() async throws {
    let error = try await error(["no-such-program"])
    #expect(error.kind == .failed)
    #expect(error.message.contains("No such file or directory"))
  }

  @Test func workingDirectoryIsNotThere() async throws {
    var policy = try Fixture.policy()
    policy.workingDirectory = "/nowhere"
    let error = try await error(policy: policy)
    #expect(error.kind == .failed)
    #expect(error.message.contains("/nowhere"))
  }

  @Test(arguments: [
    SandboxPolicy.Mount(host: "/nonexistent", inside: "/app"),
    .init(host: "relative", inside: "/app"),
    .init(host: "/dev/null", inside: "/app"),
    .init(host: "/usr", inside: "app"),
    .init(host: "/usr", inside: "/app/../etc"),
    .init(host: "/usr", inside: "/"),
    .init(host: "/usr", inside: "/usr/lib"),
    .init(host: "/usr", inside: "/proc"),
    .init(host: "/usr", inside: "/dev/x"),
    .init(host: "/usr", inside: "/tmp"),
    .init(host: "/usr", inside: "/a\0b"),
  ])
  func mountIsWrong(mount: SandboxPolicy.Mount) async throws {
    #expect(try await error(policy: try Fixture.policy(mounts: [mount])).kind == .failed)
  }

  @Test func argumentsAreWrong() async throws {
    #expect(try await error([]).kind == .failed)
    #expect(try await error(["true", "a\0b"]).kind == .failed)
    var policy = try Fixture.policy()
    policy.environment = ["A=B": "c"]
    #expect(try await error(policy: policy).kind == .failed)
  }

  /// One argument that is too long, and many that are together: the command is at fault, not the system.
  @Test(arguments: [
    ["true", String(repeating: "x", count: 200_000)],
    ["true"] + Array(repeating: String(repeating: "x", count: 100_000), count: 100),
  ])
  func argumentsAreTooLong(command: [String]) async throws {
    let error = try await error(command)
    #expect(error.kind == .command)
    #expect(error.message.contains("arguments are too long"))
    #expect(!error.advice.contains("apt"))
  }

  @Test(arguments: [
    ("bwrap: setting up uid map: Permission denied", SandboxError.Kind.denied, "AppArmor"),
    ("bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted", .denied, "AppArmor"),
    (
      "bwrap: No permissions to create new namespace, likely because the kernel does not allow "
        + "non-privileged user namespaces.", .denied, "Docker"
    ),
    (
      "bwrap: Creating new namespace failed: nesting depth or "
        + "/proc/sys/user/max_*_namespaces exceeded (ENOSPC)", .denied, "sandbox inside a sandbox"
    ),
    ("bwrap: Can't mount proc on /newroot/proc: Operation not permitted", .denied, "/proc"),
    ("bwrap: execvp /wisp-jail: Argument list too long", .command, "too long"),
    ("bwrap: something new", .failed, "something new"),
    ("", .failed, "ended before"),
  ])
  func knownTexts(text: String, kind: SandboxError.Kind, mention: String) {
    let error = SetupFailure.message(text)
    #expect(error.kind == kind)
    #expect(error.message.contains(mention))
    #expect(!error.advice.isEmpty)
  }
}
