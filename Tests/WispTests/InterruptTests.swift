import Foundation
import LoopbackModel
import Synchronization
import Testing

/// Ctrl-C at any point: exit 130, nothing left running, and `resume` goes on from the last commit.
@Suite(.serialized) struct InterruptTests {
  /// An app whose sources, tests or examples keep the check busy until it is stopped.
  static func reply(_ name: String) throws -> String {
    try String(contentsOfFile: SessionTests.folder + "/" + name, encoding: .utf8)
  }

  @Test func inTheMiddleOfModelOutput() async throws {
    let good = try Self.reply("repaired/1.md")
    let server = try LoopbackModel.start(replies: [.stall, .text(good, chunk: 100)])
    defer { server.stop() }
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    let run = try await interrupted(wisp, at: "iteration.started") {
      await server.receivedRequests(1)
    }
    #expect(run.status == 130)
    #expect(run.finished["reason"] as? String == "interrupted")
    await server.closedConnections(1)
    let resumed = try await wisp.run([
      "resume", "--json", "--model", "anthropic/m", "--max-rounds", "1",
    ])
    #expect(resumed.events(named: "iteration.started").first?["kind"] as? String == "write")
    #expect(resumed.events(named: "commit.created").count == 1)
  }

  @Test(arguments: ["compile", "tests"]) func inTheMiddleOfACheck(gate: String) async throws {
    let first = try MadeApp.shoutReply
      .replacing(
        "@Test func emptyLinesStay() throws {",
        with: "@Test func emptyLinesStay() throws {\n  while \(gate == "tests") {}")
    let server = try LoopbackModel.start(replies: [.text(first, chunk: 1000)])
    defer { server.stop() }
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    let run = try await interrupted(wisp, at: "gate.started", with: "\"gate\":\"\(gate)\"") {}
    #expect(run.status == 130)
    #expect(run.finished["reason"] as? String == "interrupted")
    #expect(run.events.last?["event"] as? String == "session.finished")
    // What was paid for was committed, unchecked.
    #expect(run.events(named: "commit.created").map { $0["verdict"] as? String } == ["none"])
    #expect(try Self.processes(mentioning: wisp.folder) == [])
    guard gate == "compile" else { return }
    #expect(try await state(wisp) == "draft")
    let resumed = try await wisp.run(["resume", "--json", "--model", "anthropic/m"])
    #expect(resumed.status == 0)
    #expect(resumed.finished["verified"] as? Bool == true)
    // It is on record, too.
    #expect(resumed.events(named: "commit.created").map { $0["verdict"] as? String } == ["passed"])
    #expect(try await state(wisp) == "verified")
  }

  /// What `wisp ls` says of the only app.
  private func state(_ wisp: WispProgram) async throws -> String? {
    let rows = try await wisp.run(["ls", "--json"]).events
    return rows.first?["state"] as? String
  }

  /// Runs `wisp new` and sends SIGINT as soon as an event is printed.
  private func interrupted(
    _ wisp: WispProgram, at event: String, with text: String? = nil,
    when ready: @escaping @Sendable () async -> Void
  ) async throws -> WispProgram.Run {
    let isSent = Atomic<Bool>(false)
    return try await wisp.run([
      "new", "--json", "--model", "anthropic/m", "turn lines into capitals",
    ]) {
      line, process in
      guard line.contains("\"event\":\"\(event)\""), text.map(line.contains) ?? true,
        isSent.exchange(true, ordering: .relaxed) == false
      else { return }
      Task {
        await ready()
        process.interrupt()
      }
    }
  }

  /// Processes whose command line names `text`.
  static func processes(mentioning text: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
      .compactMap { FileManager.default.contents(atPath: "/proc/\($0)/cmdline") }
      .map { String(decoding: $0, as: UTF8.self).replacing("\0", with: " ") }
      .filter { $0.contains(text) }
  }
}
