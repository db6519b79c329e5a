import Foundation
import Testing

@testable import Sandbox

/// How much of the sandbox is at work, and the parts that the levels differ by.
@Suite struct LevelTests {
  private func runner(_ level: SandboxLevel) throws -> BubblewrapRunner {
    let jail = try #require(BubblewrapRunner.jailBeside(executable: "/proc/self/exe"))
    return BubblewrapRunner(jail: jail, level: level)
  }

  @Test func recorded() async throws {
    let runner = try runner(.fullSoft)
    #expect(runner.latest == nil)
    let result = try await runner.run(ConfinedCommand(["true"], policy: Fixture.policy()))
    #expect(result.confinement?.level == .fullSoft)
    #expect(runner.latest == result.confinement)
    let text = try #require(result.confinement).description
    #expect(text.hasPrefix("full-soft (bwrap "))
    #expect(text.hasSuffix("; memory soft, disk soft, net none, pids per user)"))
  }

  @Test(arguments: [
    (NetworkGrant?.none, "none"), (NetworkGrant(), "none"),
    (NetworkGrant(endpoints: Endpoint.rule("a.example") ?? []), "1 host"),
    (
      NetworkGrant(
        endpoints: ["a.example", "b.example:8443"].flatMap { Endpoint.rule($0) ?? [] },
        ports: [8080]), "2 hosts and 1 port"
    ),
  ])
  func networkIsNamed(network: NetworkGrant?, words: String) {
    let confinement = Confinement(
      level: .full, bubblewrap: "0.8.0", landlock: 7, filter: 1, groups: [.memory], network: network
    )
    #expect(
      confinement.description
        == "full (bwrap 0.8.0, landlock 7, seccomp v1; memory hard, disk soft, net \(words), "
        + "pids per user)")
  }

  @Test(
    arguments: [
      ([], "memory soft, disk soft, net none, pids per user"),
      ([.memory], "memory hard, disk soft, net none, pids per user"),
      ([.pids], "memory soft, disk soft, net none, pids hard"),
      ([.memory, .pids], "memory hard, disk soft, net none, pids hard"),
    ] as [(Set<GroupController>, String)])
  func groupsAreNamed(groups: Set<GroupController>, words: String) {
    let confinement = Confinement(
      level: .full, bubblewrap: nil, landlock: 7, filter: 1, groups: groups)
    #expect(confinement.description == "full (landlock 7, seccomp v1; \(words))")
  }

  @Test func softMemoryLimit() async throws {
    var policy = try Fixture.policy()
    policy.limits.memoryBytes = 100 << 20
    let result = try await runner(.fullSoft).run(
      ConfinedCommand(
        ["/bin/sh", "-c", "head -c 400000000 /dev/zero | tail -c 300000000 | wc -c; sleep 20"],
        policy: policy))
    #expect(result.ending == .limit(.memory(bytes: 100 << 20)))
  }

  @Test func processLimitIsNamed() async throws {
    var policy = try Fixture.policy(seconds: 1)
    policy.limits.processes = 20
    // The shell and what it starts are exactly as many as may be.
    let held = try await Fixture.shell(
      "i=0; while [ $i -lt 19 ]; do sleep 100 & i=$((i + 1)); done; wait", policy: policy)
    #expect(held.ending == .timedOut(seconds: 1))
    #expect(held.reachedProcesses == 20)
  }

  /// Landlock alone: on the host's own paths, with the rest of the host out of reach.
  @Test func landlock() async throws {
    // Its paths go into a script, so they are plain.
    let folder = "/tmp/wisp-level-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (app, data) = (folder + "/app", folder + "/data")
    for path in [app, data] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    try "kept".write(toFile: app + "/kept", atomically: false, encoding: .utf8)
    let mark = Fixture.mark()
    var policy = try Fixture.policy(mounts: [
      .init(host: app, inside: "/app"), .init(host: data, inside: "/data", writable: true),
    ])
    policy.workingDirectory = "/data"
    let script = """
      cat /app/kept; echo; cat /etc/passwd || echo no secret; echo x > /app/kept || echo no writing
      echo made > file; chmod 777 file || echo no chmod; kill -0 $1 || echo no signal
      (setsid sleep \(mark) &) ; pwd
      """
    let result = try await runner(.landlock).run(
      ConfinedCommand(
        ["/bin/sh", "-c", script, "sh", "\(getpid())"], policy: policy))
    #expect(result.ending == .exited(0))
    #expect(
      result.output
        == "kept\nno secret\nno writing\nno chmod\nno signal\n\(data)\n")
    #expect(result.confinement?.level == .landlock)
    #expect(try String(contentsOfFile: data + "/file", encoding: .utf8) == "made\n")
    #expect(ProcessTable.processes(mentioning: mark) == [])
  }

  @Test(
    arguments: [
      ("/app/x", "/h/a/x"), ("/app", "/h/a"), ("-I/app/x", "-I/app/x"),
      ("/application", "/application"),
      ("cp /app/a '/data/b'", "cp /h/a/a '/h/d/b'"), ("x/app/y", "x/app/y"),
      ("/tmp/home", "/t/home"),
      ("a:/app:/data", "a:/h/a:/h/d"), ("/app-2", "/app-2"), ("/data/app", "/h/d/app"),
    ])
  func places(text: String, host: String) {
    let places = HostPlaces(
      [.init(host: "/h/a", inside: "/app"), .init(host: "/h/d", inside: "/data")], temporary: "/t")
    #expect(places.translated(text) == host)
  }
}
