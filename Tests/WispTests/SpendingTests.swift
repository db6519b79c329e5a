import Foundation
import LoopbackModel
import Testing

/// What was spent is in the ledger whatever happens, and limits pause instead of losing anything.
@Suite struct SpendingTests {
  private static let prose = ScriptedReply.text("I would rather not write any file.")

  private func ledger(_ wisp: WispProgram, _ arguments: String...) async throws -> [[String: Any]] {
    let run = try await wisp.run(["cost", "--json"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run.events
  }

  private func wisp(_ server: LoopbackModel, configuration: String? = nil) throws -> WispProgram {
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    if let configuration {
      let folder = wisp.folder + "/.config/wisp"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try configuration.write(toFile: folder + "/config.toml", atomically: true, encoding: .utf8)
    }
    return wisp
  }

  @Test func everyCallIsCountedWhateverCameOfIt() async throws {
    let server = try LoopbackModel.start(replies: [
      Self.prose, Self.prose, Self.prose, .status(401), .cut("Half an answ", afterBytes: 400),
      .text("", ending: .refusal), .stall,
    ])
    defer { server.stop() }
    let wisp = try wisp(server)
    let new = ["new", "--model", "anthropic/claude-opus-5-5", "reverse every line"]
    #expect(try await wisp.run(new).status == 1)
    #expect(try await wisp.run(new).status == 3)
    _ = try await wisp.run(new + ["--max-rounds", "1", "--timeout", "2"])
    let rows = try await ledger(wisp, "--by", "app")
    let total = try #require(rows.last)
    #expect(total["name"] as? String == "total")
    // Three refused replies, one bad key; then a cut answer, a refusal or the wait that was interrupted.
    let calls = try #require(total["calls"] as? Int)
    #expect(calls >= 5)
    #expect(total["open"] as? Int == 0)
    #expect(total["unpriced"] as? Int == 0)
    let first = try #require(rows.first { $0["calls"] as? Int == 3 })
    #expect(first["input"] as? Int == 33)
    #expect(first["cached"] as? Int == 9)
    #expect(first["output"] as? Int == 21)
    #expect(first["estimated"] as? Int == 0)
    // 8 tokens at 4 dollars, 3 at 0.2 and 7 at 20 for a million, three times.
    let dollars = try #require(first["cost_usd"] as? Double)
    #expect(abs(dollars - 0.0005178) < 1e-12)
    let refused = try #require(
      rows.first { $0["calls"] as? Int == 1 && $0["input"] as? Int == 0 })
    #expect(refused["cost_usd"] as? Double == 0)
    let estimated = try #require(rows.first { ($0["estimated"] as? Int ?? 0) > 0 })
    #expect((estimated["input"] as? Int ?? 0) > 0)
  }

  @Test func aPriceThatIsNotKnownIsSaidToBeUnknown() async throws {
    let server = try LoopbackModel.start(replies: Array(repeating: Self.prose, count: 6))
    defer { server.stop() }
    let wisp = try wisp(server)
    _ = try await wisp.run(["new", "--model", "anthropic/m", "reverse every line"])
    let rows = try await ledger(wisp)
    #expect(rows.first?["name"] as? String == "anthropic/m")
    #expect(rows.first?["cost_usd"] is NSNull)
    #expect(rows.first?["unpriced"] as? Int == 3)
    #expect(try await wisp.run(["cost"]).output.contains("unknown"))
    let dollars = try await wisp.run([
      "new", "--model", "anthropic/m", "--budget", "1usd", "reverse every line",
    ])
    #expect(dollars.status == 2)
    #expect(dollars.errors.contains("--budget 20k"))
  }

  @Test func ownPricesWin() async throws {
    let server = try LoopbackModel.start(replies: Array(repeating: Self.prose, count: 3))
    defer { server.stop() }
    let wisp = try wisp(
      server,
      configuration: """
        model = "anthropic/m"
        [prices."anthropic/m"]
        input = 1_000_000
        cached = 100_000
        output = 2_000_000
        """)
    let run = try await wisp.run(["new", "--json", "reverse every line"])
    let dollars = try #require(run.finished["cost_usd"] as? Double)
    // 8 dollars for plain input, 0.3 for cached and 14 for output, three times.
    #expect(abs(dollars - 66.9) < 1e-9)
    let started = try #require(run.events(named: "session.started").first)
    #expect(started["model_reason"] as? String == "the configuration names it")
  }

  @Test func aBudgetPausesBeforeTheCallAndMoreGoesOn() async throws {
    let server = try LoopbackModel.start(replies: Array(repeating: Self.prose, count: 6))
    defer { server.stop() }
    let wisp = try wisp(server)
    let paused = try await wisp.run([
      "new", "--json", "--model", "anthropic/m", "--budget", "300", "reverse every line",
    ])
    #expect(paused.status == 5)
    #expect(paused.finished["reason"] as? String == "budget")
    #expect((paused.finished["message"] as? String ?? "").contains("wisp resume"))
    #expect(server.requests.count { $0.method == "POST" } == 0)
    let resumed = try await wisp.run([
      "resume", "--json", "--model", "anthropic/m", "--budget", "100k",
    ])
    #expect(resumed.finished["reason"] as? String == "refused")
    #expect(server.requests.count { $0.method == "POST" } == 3)
    // The server was told to keep to what the budget leaves.
    #expect(server.requests.allSatisfy { $0.text.contains(#""max_tokens":32000"#) })
  }

  @Test func aBudgetStopsAnAnswerWhileItStreams() async throws {
    let long = String(repeating: "All work and no play makes for a long answer. ", count: 2_000)
    let server = try LoopbackModel.start(replies: [.text(long, chunk: 400), Self.prose])
    defer { server.stop() }
    let wisp = try wisp(server)
    let run = try await wisp.run([
      "new", "--json", "--model", "anthropic/m", "--budget", "12k", "reverse every line",
    ])
    #expect(run.status == 5)
    #expect(run.finished["reason"] as? String == "budget")
    let answer = try #require(run.events(named: "model.finished").first)
    #expect(answer["ending"] as? String == "truncated")
    #expect((answer["detail"] as? String ?? "").contains("budget"))
    // What came is kept.
    #expect((run.events(named: "reply.received").first?["text"] as? String ?? "").count > 1_000)
    let total = try await ledger(wisp).last ?? [:]
    let used = (total["input"] as? Int ?? 0) + (total["output"] as? Int ?? 0)
    #expect((1...13_000).contains(used))
  }

  @Test func aDayIsSharedByAllApps() async throws {
    let server = try LoopbackModel.start(replies: Array(repeating: Self.prose, count: 6))
    defer { server.stop() }
    let wisp = try wisp(server, configuration: "day_budget = \"60s\"\n")
    let day = ["--model", "anthropic/m", "reverse every line"]
    #expect(try await wisp.run(["new", "--json"] + day).status == 1)
    let second = try await wisp.run(["new", "--json", "--day-budget", "20"] + day)
    #expect(second.status == 5)
    #expect((second.finished["message"] as? String ?? "").contains("--day-budget"))
    #expect(server.requests.count { $0.method == "POST" } == 3)
  }

  struct WrongFile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var says: [String]
  }

  static let wrongFiles = [
    WrongFile(testDescription: "no TOML", text: "model = \n", says: ["config.toml, line 1"]),
    WrongFile(
      testDescription: "an unknown key", text: "modell = \"x\"", says: ["modell", "day_budget"]),
    WrongFile(testDescription: "a number for a text", text: "model = 5", says: ["model must be"]),
    WrongFile(
      testDescription: "no amount", text: "budget = \"lots\"", says: ["budget", "0.25usd"]),
    WrongFile(
      testDescription: "a price without output", text: "[prices.m]\ninput = 1",
      says: ["prices.\"m\" has no output"]),
    WrongFile(
      testDescription: "a negative price", text: "[prices.m]\ninput = -1\noutput = 1",
      says: ["prices.\"m\".input"]),
    WrongFile(
      testDescription: "an unknown field of a price",
      text: "[prices.m]\ninput = 1\noutput = 1\ncache = 1", says: ["cache", "cache_write"]),
  ]

  @Test(arguments: wrongFiles) func wrongConfigurationIsSaid(_ file: WrongFile) async throws {
    let server = try LoopbackModel.start(replies: [])
    defer { server.stop() }
    let wisp = try wisp(server, configuration: file.text)
    let run = try await wisp.run(["new", "reverse every line"])
    #expect(run.status == 2)
    for text in file.says { #expect(run.errors.contains(text), "\(text) in \(run.errors)") }
    #expect(try await wisp.run(["ls"]).status == 0)
  }
}
