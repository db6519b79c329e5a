import Foundation
import Testing

@testable import Sandbox

/// Every hostile program of `Sandbox/probes`, without a sandbox, where it must get what it wants, and in it:
/// as whoever runs the tests and, where that is root, as an ordinary user too.
@Suite struct ProbeTests {
  private static let users: [Int?] = geteuid() == 0 ? [nil, ProbeStage.ordinaryUser] : [nil]

  @Test func allAreThere() {
    for number in 1...30 {
      let name = number < 10 ? "0\(number)-" : "\(number)-"
      #expect(Probe.all.contains { $0.name.hasPrefix(name) }, "no probe \(number)")
    }
    #expect(Probe.all.allSatisfy { !$0.expectations.isEmpty })
  }

  @Test(arguments: Probe.all, users)
  func probe(_ probe: Probe, user: Int?) async throws {
    let stage = try ProbeStage.shared.get()
    let isRoot = user == nil && geteuid() == 0
    let control = try await control(probe, user, stage)
    for expectation in probe.expectations {
      #expect(
        Probe.allows(expectation.control, control[expectation.attempt], isRoot: isRoot),
        "without a sandbox, \(expectation.attempt): \(control[expectation.attempt] ?? "nothing")")
    }
    let (confined, said) = try await confined(probe, user, stage)
    for expectation in probe.expectations {
      #expect(
        Probe.allows(expectation.confined, confined[expectation.attempt], isRoot: true),
        "confined, \(expectation.attempt): \(confined[expectation.attempt] ?? "nothing, but \(said)")"
      )
    }
    if let ending = probe.ending {
      let words = try #require(Probe.endings[ending])
      #expect(said.contains(words), "\(said)")
    }
  }

  private func control(
    _ probe: Probe, _ user: Int?, _ stage: ProbeStage
  ) async throws -> [String: String] {
    let place = try stage.place(probe, confined: false, user: user)
    let command = ["\(stage.folder)/bin/\(probe.name)"] + stage.arguments(place, confined: false)
    let output = await onThread { try? ProbeStage.run(shell(probe) + command, user: user).output }
    for left in ProcessTable.processes(mentioning: place.mark) { kill(left, SIGKILL) }
    return Probe.results(in: try #require(output))
  }

  private func shell(_ probe: Probe) -> [String] { probe.name.hasSuffix(".sh") ? ["/bin/sh"] : [] }

  private func confined(
    _ probe: Probe, _ user: Int?, _ stage: ProbeStage
  ) async throws -> (results: [String: String], said: String) {
    let place = try stage.place(probe, confined: true, user: user)
    var policy = try SandboxProfile.policy(for: .run)
    policy.workingDirectory = "/data"
    policy.mounts = [
      .init(host: stage.folder + "/bin", inside: "/probes"),
      .init(host: place.app, inside: "/app"),
      .init(host: place.data, inside: "/data", writable: true),
    ]
    policy.limits = SandboxPolicy.Limits(
      seconds: probe.limits["seconds"].map(Double.init) ?? 60,
      outputBytes: (probe.limits["output"] ?? 64) << 20,
      processes: probe.limits["processes"] ?? 128,
      fileBytes: (probe.limits["file"] ?? 1024) << 20, processorSeconds: probe.limits["cpu"],
      memoryBytes: probe.limits["memory"].map { $0 << 20 },
      diskBytes: probe.limits["disk"].map { $0 << 20 }, diskFiles: probe.limits["files"])
    let json = String(decoding: try JSONEncoder().encode(policy), as: UTF8.self)
    let command =
      ["\(stage.folder)/bin/sandbox-holder", "\(stage.folder)/bin/wisp-jail", "--policy", json]
      + shell(probe) + ["/probes/\(probe.name)"] + stage.arguments(place, confined: true)
    let output = try #require(
      await onThread { try? ProbeStage.run(command, user: user).output })
    #expect(ProcessTable.processes(mentioning: place.mark) == [])
    #expect(kill(stage.outsider, 0) == 0)
    return (Probe.results(in: output), String(output.suffix(300)))
  }
}
