import Foundation
import TestSupport
import Testing

@testable import Sandbox

/// What the tests share: the real runner, with the `wisp-jail` that was built beside these tests.
enum Fixture {
  static func runner(_ streams: StandardStreams = .ofThisProcess) throws -> BubblewrapRunner {
    let jail = try #require(
      BubblewrapRunner.jailBeside(executable: "/proc/self/exe"),
      "wisp-jail is not built: run `swift build`")
    return BubblewrapRunner(jail: jail, streams: streams)
  }

  static func policy(
    _ profile: SandboxPolicy.Profile = .test, seconds: Double? = 60, outputBytes: Int? = 64 << 20,
    mounts: [SandboxPolicy.Mount] = []
  ) throws -> SandboxPolicy {
    var policy = try SandboxProfile.policy(for: profile)
    policy.limits.seconds = seconds
    policy.limits.outputBytes = outputBytes
    policy.mounts = mounts
    return policy
  }

  /// Runs a shell script inside.
  static func shell(
    _ script: String, policy: SandboxPolicy? = nil,
    input: ConfinedCommand.Input = .none
  ) async throws -> CommandResult {
    try await runner().run(
      ConfinedCommand(["/bin/sh", "-c", script], policy: policy ?? Fixture.policy(), input: input))
  }

  /// Seconds that no other process sleeps: finds a sandbox's processes from outside.
  static func mark() -> String { "8640\(UInt32.random(in: 100_000_000...999_999_999))" }
}

/// A folder of the host, with a name that needs care.
func hardFolder(mode: Int = 0o755) throws -> TemporaryFolder {
  try TemporaryFolder("a b ü\n\"'c", mode: mode)
}

/// Runs what waits for something on a thread of its own: the concurrency pool has few.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: body()) }
  }
}

extension CommandResult {
  var output: String { String(decoding: standardOutput, as: UTF8.self) }
  var errors: String { String(decoding: standardError, as: UTF8.self) }
}
