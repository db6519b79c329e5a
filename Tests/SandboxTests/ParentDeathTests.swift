import CSpawn
import Foundation
import Testing

@testable import Sandbox

/// Nothing outlives the process that started the sandbox, however that ends.
@Suite struct ParentDeathTests {
  @Test(arguments: [SIGKILL, SIGTERM, SIGINT])
  func nothingIsLeft(signal: Int32) async throws {
    let jail = try #require(BubblewrapRunner.jailBeside(executable: "/proc/self/exe"))
    let mark = Fixture.mark()
    let output = try PipeEnds()
    let request = SpawnRequest(
      executable: URL(fileURLWithPath: jail).deletingLastPathComponent().path + "/sandbox-holder",
      arguments: [
        "sandbox-holder", jail, "sh", "-c",
        "trap '' TERM HUP INT PIPE; setsid sleep \(mark) & echo up; sleep \(mark)",
      ], descriptors: [try .empty(), output.writing, try .empty()], staged: nil)
    let holder = try request.start()
    output.writing.close()
    let isUp = await onThread {
      var byte: UInt8 = 0
      return read(output.reading.number, &byte, 1) == 1
    }
    #expect(isUp)

    let inside = ProcessTable.processes(mentioning: mark).filter { $0 != holder }
    let handles = inside.map { wisp_pidfd_open($0) }.filter { $0 >= 0 }.map(SharedDescriptor.init)
    #expect(handles.count >= 3)
    kill(holder, signal)
    let areGone = await onThread {
      var status: Int32 = 0
      return wisp_reap(holder, &status) == 0
        && handles.allSatisfy { handle in
          var state = pollfd(fd: handle.number, events: Int16(POLLIN), revents: 0)
          return poll(&state, 1, 30_000) == 1
        }
    }
    #expect(areGone)
  }

  /// Killed while the sandbox is still being set up, when bubblewrap has just been started.
  @Test(arguments: 0..<20)
  func nothingIsLeftOfAStart(round: Int) async throws {
    let jail = try #require(BubblewrapRunner.jailBeside(executable: "/proc/self/exe"))
    let mark = Fixture.mark()
    let holder = try SpawnRequest(
      executable: URL(fileURLWithPath: jail).deletingLastPathComponent().path + "/sandbox-holder",
      arguments: ["sandbox-holder", jail, "sleep", mark],
      descriptors: [try .empty(), try .empty(), try .empty()], staged: nil
    ).start()
    let areGone = await onThread {
      while ProcessTable.processes(mentioning: mark) == [holder] {}
      kill(holder, SIGKILL)
      var status: Int32 = 0
      guard wisp_reap(holder, &status) == 0 else { return false }
      // Each round waits for those that are there; they may have started others.
      for _ in 0..<20 {
        let left = ProcessTable.processes(mentioning: mark)
        if left.isEmpty { return true }
        for handle in left.map({ wisp_pidfd_open($0) }).filter({ $0 >= 0 }).map(
          SharedDescriptor.init)
        {
          var state = pollfd(fd: handle.number, events: Int16(POLLIN), revents: 0)
          guard poll(&state, 1, 10_000) == 1 else { return false }
        }
      }
      return false
    }
    #expect(areGone)
  }
}
