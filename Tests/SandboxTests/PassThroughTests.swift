import CSpawn
import Foundation
import Synchronization
import Testing

@testable import Sandbox

/// Commands on the caller's own streams, here pipes.
@Suite struct PassThroughTests {
  /// Runs `arguments` with `input` as the caller's standard input, and collects what comes out.
  private func run(
    _ arguments: [String], input: SharedDescriptor, isTerminal: Bool = false
  ) async throws -> (result: CommandResult, output: [UInt8], error: [UInt8]) {
    let output = try PipeEnds()
    let error = try PipeEnds()
    async let outputBytes = onThread { readAll(output.reading) }
    async let errorBytes = onThread { readAll(error.reading) }
    let runner = try Fixture.runner(
      StandardStreams(
        input: input.number, output: output.writing.number, error: error.writing.number,
        outputIsTerminal: isTerminal, errorIsTerminal: isTerminal))
    let result = try await runner.run(
      ConfinedCommand(
        arguments, policy: try Fixture.policy(outputBytes: nil), input: .standardInput,
        output: .passThrough))
    output.writing.close()
    error.writing.close()
    return (result, await outputBytes, await errorBytes)
  }

  @Test func streamsAreCopied() async throws {
    let (result, output, error) = try await run(
      ["sh", "-c", "cat; printf '\\033[2Jerr\\377' >&2; exit 5"],
      input: try PipeEnds.holding(Array("from here".utf8)))
    #expect(result.ending == .exited(5))
    #expect(result.standardOutput == [] && result.standardError == [])
    #expect(output == Array("from here".utf8))
    // Not a terminal: every byte.
    #expect(error == Array("\u{1B}[2Jerr".utf8) + [0xFF])
  }

  @Test func terminalGetsNothingHarmful() async throws {
    let (_, output, error) = try await run(
      ["sh", "-c", "printf 'a\\033]0;title\\007\\033[31mred'; printf 'b\\033[2J' >&2"],
      input: try PipeEnds.holding([]), isTerminal: true)
    #expect(output == Array("a\u{1B}[31mred\u{1B}[0m".utf8))
    #expect(error == Array("b".utf8))
  }

  @Test func inputWithoutAnEndDoesNotHold() async throws {
    let idle = try PipeEnds()
    let (result, output, _) = try await run(["echo", "done"], input: idle.reading)
    #expect(result.ending == .exited(0))
    #expect(output == Array("done\n".utf8))
    idle.writing.close()
  }

  /// In uneven pieces, both pipes full by turns; from a pipe, a file and a socket.
  @Test(arguments: ["pipe", "file", "socket"])
  func everyByteComesThroughInOrder(from kind: String) async throws {
    var number: UInt64 = 1
    let bytes = (0..<3_000_000).map { _ -> UInt8 in
      number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: number >> 33)
    }
    let input: SharedDescriptor
    let folder = try hardFolder()
    if kind == "file" {
      try Data(bytes).write(to: URL(filePath: folder.path + "/input"))
      input = SharedDescriptor(open(folder.path + "/input", O_RDONLY | O_CLOEXEC))
    } else {
      var ends: (Int32, Int32) = (-1, -1)
      let error =
        kind == "pipe" ? wisp_pipe(&ends.0, &ends.1) : wisp_socket_pair(&ends.0, &ends.1)
      try #require(error == 0)
      let (reading, writing) = (SharedDescriptor(ends.0), SharedDescriptor(ends.1))
      input = reading
      Thread.detachNewThread {
        var rest = bytes[...]
        while !rest.isEmpty {
          let piece = rest.prefix(1 + rest.count % 70_001)
          let count = piece.withUnsafeBytes { write(writing.number, $0.baseAddress, $0.count) }
          guard count > 0 else { break }
          rest = rest.dropFirst(count)
        }
        writing.close()
      }
    }
    let (result, output, error) = try await run(
      ["sh", "-c", "dd bs=777 status=none; echo end >&2"], input: input)
    #expect(result.ending == .exited(0))
    #expect(output == bytes)
    #expect(error == Array("end\n".utf8))
  }

  @Test func muchOutputStreams() async throws {
    let output = try PipeEnds()
    async let count = onThread { countAll(output.reading) }
    let runner = try Fixture.runner(
      StandardStreams(
        input: 0, output: output.writing.number, error: 2, outputIsTerminal: false,
        errorIsTerminal: false))
    let result = try await runner.run(
      ConfinedCommand(
        ["head", "-c", "100000000", "/dev/zero"],
        policy: try Fixture.policy(seconds: 300, outputBytes: nil),
        output: .passThrough))
    output.writing.close()
    #expect(result.ending == .exited(0))
    #expect(await count == 100_000_000)
  }

  @Test func closedOutputEndsTheRunQuietly() async throws {
    let mark = Fixture.mark()
    let output = try PipeEnds()
    output.reading.close()
    let runner = try Fixture.runner(
      StandardStreams(
        input: 0, output: output.writing.number, error: 2, outputIsTerminal: false,
        errorIsTerminal: false))
    let result = try await runner.run(
      ConfinedCommand(
        ["sh", "-c", "trap '' PIPE; echo x; sleep \(mark)"],
        policy: try Fixture.policy(seconds: nil),
        output: .passThrough))
    #expect(result.ending == .signalled(SIGPIPE))
    #expect(ProcessTable.processes(mentioning: mark) == [])
  }

  @Test func cancelDoesNotWaitForAReader() async throws {
    // A reader that never reads: the pipe fills up.
    let output = try PipeEnds()
    let runner = try Fixture.runner(
      StandardStreams(
        input: 0, output: output.writing.number, error: 2, outputIsTerminal: false,
        errorIsTerminal: false))
    let task = Task {
      try await runner.run(
        ConfinedCommand(
          ["yes"], policy: try Fixture.policy(seconds: nil, outputBytes: nil), output: .passThrough)
      )
    }
    let isRunning = await onThread {
      var state = pollfd(fd: output.reading.number, events: Int16(POLLIN), revents: 0)
      return poll(&state, 1, 300_000) == 1
    }
    #expect(isRunning)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

private func readAll(_ descriptor: SharedDescriptor) -> [UInt8] {
  var all: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = read(descriptor.number, &buffer, buffer.count)
    guard count > 0 else { return all }
    all += buffer.prefix(count)
  }
}

private func countAll(_ descriptor: SharedDescriptor) -> Int {
  var total = 0
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = read(descriptor.number, &buffer, buffer.count)
    guard count > 0 else { return total }
    total += count
  }
}
