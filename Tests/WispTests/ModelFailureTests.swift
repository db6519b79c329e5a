import Foundation
import LoopbackModel
import Testing

/// A model that cannot be used ends with a clear line, the right exit code, and nothing lost.
@Suite struct ModelFailureTests {
  static func environment(_ base: String) -> [String: String] {
    ["ANTHROPIC_API_KEY": "sk-ant-secret-0123456789", "ANTHROPIC_BASE_URL": base]
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var reply: ScriptedReply
    var exit: Int32
    var says: [String]
    var arguments: [String] = []
    /// How many requests are right: a refused key is not tried twice.
    var requests: Int
  }

  static let json = ["content-type": "application/json"]

  static let cases: [Case] = [
    Case(
      testDescription: "a wrong key",
      reply: .status(
        401, headers: json,
        body:
          #"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#
      ),
      exit: 3, says: ["invalid x-api-key", "ANTHROPIC_API_KEY"], requests: 1),
    Case(
      testDescription: "an unknown model",
      reply: .status(
        404, headers: json,
        body: #"{"type":"error","error":{"type":"not_found_error","message":"model: m"}}"#),
      exit: 3, says: ["model: m"], requests: 1),
    Case(
      testDescription: "a model that never answers", reply: .stall, exit: 5,
      says: ["wisp resume"], arguments: ["--timeout", "1"], requests: 1),
  ]

  @Test(arguments: cases) func endsClearly(_ example: Case) async throws {
    let server = try LoopbackModel.start(replies: [example.reply])
    defer { server.stop() }
    let wisp = try WispProgram(Self.environment(server.baseURL))
    let run = try await wisp.run(
      ["new", "--model", "anthropic/m"] + example.arguments + ["reverse every line"])
    #expect(run.status == example.exit, "\(run.errors)")
    let all = run.output + run.errors
    for text in example.says { #expect(all.contains(text), "\(text) in \(all)") }
    #expect(!all.contains("sk-ant-secret"))
    #expect(server.requests.count { $0.method == "POST" } == example.requests)
    // The app is there with its starter, and can be resumed.
    #expect(try await wisp.run(["log"]).output.contains("scaffold"))
  }

  @Test(arguments: [
    ("hello.txt\n```\nhello\n```\n", true), ("Here is your file: hello", false),
  ])
  func doctorTriesAModel(reply: String, keepsFormat: Bool) async throws {
    struct Finding: Decodable, Equatable {
      var check: String
      var passed: Bool
    }
    let server = try LoopbackModel.start(replies: [.text(reply)])
    defer { server.stop() }
    let wisp = try WispProgram(Self.environment(server.baseURL))
    let run = try await wisp.run(["doctor", "--json", "--model", "anthropic/m"])
    #expect(run.status == (keepsFormat ? 0 : 3), "\(run.errors)")
    let findings = try run.output.split(separator: "\n").map {
      try JSONDecoder().decode(Finding.self, from: Data($0.utf8))
    }
    #expect(
      findings == [
        Finding(check: "model", passed: true), Finding(check: "model: latency", passed: true),
        Finding(check: "model: streaming", passed: true),
        Finding(check: "model: token counts", passed: true),
        Finding(check: "model: reply format", passed: keepsFormat),
      ])
    #expect(server.requests.count { $0.method == "POST" } == 1)
  }

  @Test func aServerErrorIsTriedAgainAndThenTold() async throws {
    let failure = ScriptedReply.status(
      500, headers: ["content-type": "application/json", "retry-after": "0"],
      body: #"{"type":"error","error":{"type":"api_error","message":"out of order"}}"#)
    let server = try LoopbackModel.start(replies: Array(repeating: failure, count: 8))
    defer { server.stop() }
    let wisp = try WispProgram(Self.environment(server.baseURL))
    let run = try await wisp.run(["new", "--model", "anthropic/m", "reverse every line"])
    #expect(run.status == 3)
    #expect((run.output + run.errors).contains("out of order"))
    #expect((2...8).contains(server.requests.count { $0.method == "POST" }))
  }

  @Test func noNetwork() async throws {
    // A port that was free a moment ago: nothing listens there.
    let server = try LoopbackModel.start(replies: [])
    let base = server.baseURL
    server.stop()
    let wisp = try WispProgram(Self.environment(base))
    let run = try await wisp.run(["new", "--model", "anthropic/m", "reverse every line"])
    #expect(run.status == 3)
    #expect((run.output + run.errors).contains("127.0.0.1"))
  }

  @Test func noKey() async throws {
    let wisp = try WispProgram()
    let run = try await wisp.run(["new", "--model", "anthropic/m", "reverse every line"])
    #expect(run.status == 3)
    #expect(run.errors.contains("ANTHROPIC_API_KEY"))
    #expect(try await wisp.run(["ls", "--json"]).output == "")
  }

  @Test func repliesWithoutAnyFile() async throws {
    let server = try LoopbackModel.start(
      replies: Array(repeating: .text("I am happy to help you with that!\n", chunk: 5), count: 3))
    defer { server.stop() }
    let wisp = try WispProgram(Self.environment(server.baseURL))
    let run = try await wisp.run(["new", "--json", "--model", "anthropic/m", "reverse every line"])
    #expect(run.status == 1)
    #expect(run.finished["reason"] as? String == "refused")
    #expect(run.events(named: "reply.rejected").count == 3)
    #expect(run.finished["iterations"] as? Int == 0)
  }

  @Test func theBuiltinModelSaysWhatItCannot() async throws {
    let wisp = try WispProgram()
    let run = try await wisp.run(["new", "--model", "builtin", "send me an email when it rains"])
    #expect(run.status == 3)
    #expect(run.errors.contains("ANTHROPIC_API_KEY"))
    #expect(run.errors.contains("wisp models --builtin"))
    #expect(try await wisp.run(["ls", "--json"]).output == "")
    let list = try await wisp.run(["models", "--builtin"])
    #expect(list.status == 0)
    #expect(list.output.contains("wisp \"a countdown of 5 minutes\"\n"))
    #expect(try await wisp.run(["models", "--builtin", "--json"]).events.count == 19)
    #expect(try await wisp.run(["templates"]).errors.contains("wisp models --builtin"))
  }

  /// Rows end where words do.
  @Test func aRefusalIsWrappedAtWords() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let run = try await PseudoTerminal.run(
      wisp, ["send me an email when it rains"], columns: 60, steps: [])
    #expect(run.status == 3)
    let rows = run.output.split(whereSeparator: \.isNewline)
    #expect(rows.count <= 16, "\(run.output)")
    #expect(rows.allSatisfy { $0.count <= 60 }, "\(run.output)")
  }

  @Test func noChangeIsOfferedWhereTheModelMakesNone() async throws {
    let run = try await PseudoTerminal.run(
      try WispProgram(["WISP_MODEL": "builtin"]), ["the median of a list of numbers"],
      steps: [("[k]eep", .type("")), ("[enter] done", .type("c")), ("[enter] done", .type("q"))])
    #expect(run.status == 0, "\(run.output)")
    #expect(!run.output.contains("[c]hange"))
    #expect(!run.output.contains("What is to change?"))
  }

  /// A change is refused before anything is touched, nor is one offered.
  @Test func theBuiltinModelChangesNothing() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let made = try await MadeApp.builtin("the median of a list of numbers", name: "it")
    #expect(!made.run.output.contains("  change "))
    try made.copy(to: wisp)
    let before = try await wisp.run(["log", "it"]).output

    let change = try await wisp.run(["tweak", "it", "ignore blanks"])
    #expect(change.status == 3)
    let lines = change.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == "wisp: The built-in model cannot change apps; it is as it was.")
    #expect(lines[1].hasPrefix("To connect a model, set a key "))

    let resumed = try await wisp.run(["resume", "it"])
    #expect(resumed.status == 0)
    #expect(
      resumed.errors
        == "it is verified already; there is nothing left to do. Run it: wisp run it\n")
    #expect(try await wisp.run(["log", "it"]).output == before)
  }
}
