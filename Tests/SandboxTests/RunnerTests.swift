import Foundation
import Synchronization
import Testing

@testable import Sandbox

/// What a run comes to, and its streams and limits, with the real bubblewrap.
@Suite struct RunnerTests {
  @Test(arguments: [
    ("exit 0", CommandResult.Ending.exited(0)),
    ("exit 1", .exited(1)),
    ("exit 255", .exited(255)),
    ("kill -9 $$", .signalled(9)),
    ("kill -TERM $$", .signalled(15)),
    ("kill -SEGV $$", .signalled(11)),
    ("trap '' TERM; kill -TERM $$; exit 7", .exited(7)),
  ])
  func ending(script: String, ending: CommandResult.Ending) async throws {
    #expect(try await Fixture.shell(script).ending == ending)
  }

  @Test func wholeResult() async throws {
    var result = try await Fixture.shell(
      "cat; echo err >&2; exit 4", input: .bytes(Array("in".utf8)))
    #expect(result.seconds > 0)
    result.seconds = 0
    let version = try Bubblewrap.installed.version()
    // What this machine has.
    let landlock = try #require(result.confinement?.landlock)
    let level = try #require(result.confinement?.level)
    let groups = try #require(result.confinement?.groups)
    #expect(level == (groups.contains(.memory) ? .full : .fullSoft))
    #expect(
      result
        == CommandResult(
          ending: .exited(4), standardOutput: Array("in".utf8),
          standardError: Array("err\n".utf8), isCut: false, seconds: 0,
          confinement: Confinement(
            level: level, bubblewrap: version.description, landlock: landlock, filter: 3,
            groups: groups)))
  }

  @Test func wallClockLimit() async throws {
    let mark = Fixture.mark()
    let result = try await Fixture.shell(
      "trap '' TERM INT HUP; sleep \(mark) & while :; do :; done",
      policy: try Fixture.policy(seconds: 0.2))
    #expect(result.ending == .timedOut(seconds: 0.2))
    #expect(ProcessTable.processes(mentioning: mark) == [])
  }

  @Test func outputLimit() async throws {
    let result = try await Fixture.runner().run(
      ConfinedCommand(["yes"], policy: try Fixture.policy(outputBytes: 100_000)))
    #expect(result.ending == .outputLimit(bytes: 100_000))
    #expect(result.standardOutput.count == 100_000)
    #expect(!result.isCut)
  }

  @Test func tooMuchToKeepIsCut() async throws {
    let result = try await Fixture.shell("echo first; head -c 3000000 /dev/zero; echo last")
    #expect(result.ending == .exited(0))
    #expect(result.isCut)
    #expect(result.standardOutput.count == 2 * CapturedOutput.bytesOfEachEnd)
    #expect(result.output.hasPrefix("first\n"))
    #expect(result.output.hasSuffix("last\n"))
  }

  @Test func largeInputComesBackWhole() async throws {
    let block = (0..<100_003).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }
    var input: [UInt8] = []
    for _ in 0..<500 { input += block }
    let received = Mutex<[UInt8]>([])
    let result = try await Fixture.runner().run(
      ConfinedCommand(
        ["cat"], policy: try Fixture.policy(), input: .bytes(input),
        output: .stream { stream, bytes in
          if stream == .standardOutput { received.withLock { $0 += bytes } }
        }))
    #expect(result.ending == .exited(0))
    #expect(received.withLock { $0 } == input)
  }

  @Test func unreadInputDoesNotHold() async throws {
    let result = try await Fixture.shell(
      "exit 3", input: .bytes([UInt8](repeating: 1, count: 5_000_000)))
    #expect(result.ending == .exited(3))
  }

  @Test func cancelKillsEverything() async throws {
    let mark = Fixture.mark()
    let (pieces, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let runner = try Fixture.runner()
    let task = Task {
      try await runner.run(
        ConfinedCommand(
          ["sh", "-c", "trap '' TERM INT; setsid sleep \(mark) & echo up; sleep \(mark)"],
          policy: try Fixture.policy(seconds: nil),
          output: .stream { _, bytes in continuation.yield(bytes) }))
    }
    for await _ in pieces { break }
    #expect(ProcessTable.processes(mentioning: mark) != [])
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(ProcessTable.processes(mentioning: mark) == [])
  }

  @Test func cancelledBeforeTheStart() async throws {
    let runner = try Fixture.runner()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await runner.run(
        ConfinedCommand(["sleep", "1000"], policy: try Fixture.policy(seconds: nil)))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func daemonsAreGoneOnReturn() async throws {
    let mark = Fixture.mark()
    let result = try await Fixture.shell(
      """
      mkfifo /tmp/up
      setsid sh -c 'trap "" TERM HUP INT; (echo up >/tmp/up; sleep \(mark)) & wait' >/dev/null 2>&1 &
      cat /tmp/up
      """)
    #expect(result.output == "up\n")
    #expect(ProcessTable.processes(mentioning: mark) == [])
  }

  @Test func manyAtOnce() async throws {
    let runner = try Fixture.runner()
    let outputs = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<12 {
        group.addTask {
          try await runner.run(
            ConfinedCommand(["echo", "\(number)"], policy: try Fixture.policy())
          ).output
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(outputs == Set((0..<12).map { "\($0)\n" }))
  }

  @Test func limitsOfTheCommand() async throws {
    var policy = try Fixture.policy()
    policy.limits.processes = 20
    policy.limits.fileBytes = 1 << 20
    let limits = try await Fixture.shell("cat /proc/self/limits", policy: policy).output
      .split(separator: "\n").dropFirst().map { line in
        line.split(whereSeparator: { $0 == " " }).joined(separator: " ")
      }
    for line in [
      "Max core file size 1 1 bytes", "Max open files 1024 1024 files",
      "Max processes 21 21 processes", "Max file size 1048576 1048576 bytes",
      "Max address space 8589934592 8589934592 bytes",
    ] {
      #expect(limits.contains(line))
    }
    let bomb = try await Fixture.shell(
      "i=0; while [ $i -lt 60 ]; do sleep 1000 & i=$((i+1)); done; echo all", policy: policy)
    #expect(!bomb.output.contains("all"))
    #expect(bomb.errors.contains("fork"))
    let file = try await Fixture.runner().run(
      ConfinedCommand(["dd", "if=/dev/zero", "of=/tmp/f", "bs=1M", "count=2"], policy: policy))
    #expect(file.ending == .limit(.fileSize(bytes: 1 << 20)))
  }
}
