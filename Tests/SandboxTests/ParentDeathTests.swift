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
    let handles = inside.map { wisp_pidfd_open($0) }.filter { $0 >= 0 }.map(Descriptor.init)
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
}
