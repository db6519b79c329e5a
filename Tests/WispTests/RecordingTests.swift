import Foundation
import LoopbackModel
import TestSupport
import Testing

/// A recorded session runs again offline to the same tree, and a recording that does not fit says where.
@Suite(.serialized) struct RecordingTests {
  private static let water = SessionTests.folder + "/recorded-water"

  /// Records a session of one reply that is verified.
  private func recorded(_ wisp: WispProgram, _ server: LoopbackModel) async throws -> String {
    let path = wisp.folder + "/water.jsonl"
    let expected = try JSONDecoder().decode(
      SessionTests.Expected.self,
      from: Data(contentsOf: URL(fileURLWithPath: Self.water + "/session.json")))
    let run = try await wisp.run(
      ["new", "--json", "--record", path, "--model", "anthropic/m"] + (expected.arguments ?? [])
        + [expected.description])
    try #require(run.status == 0, "\(run.errors)")
    return path
  }

  @Test func playsToTheSameTreeWithoutItsServer() async throws {
    let reply = try String(contentsOfFile: Self.water + "/1.md", encoding: .utf8)
    let server = try LoopbackModel.start(replies: [.text(reply, chunk: 37)])
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    let path = try await recorded(wisp, server)
    server.stop()
    let alone = try WispProgram()
    let replay = try await alone.run(["replay", "--json", path])
    #expect(replay.status == 0, "\(replay.errors)\(replay.output)")
    #expect(replay.finished["event"] as? String == "replay.finished")
    #expect(replay.finished["same"] as? Bool == true)
    #expect(replay.finished["verified"] as? Bool == true)
    #expect(replay.finished["drift"] as? [String] == [])
    #expect(replay.finished["calls"] as? Int == 1)
    // Nothing is kept of it.
    #expect(!FileManager.default.fileExists(atPath: alone.home + "/apps"))
    // A second recording needs a name of its own.
    let again = try await wisp.run(["new", "--record", path, "reverse every line"])
    #expect(again.status == 2)

    let text = try String(contentsOfFile: path, encoding: .utf8)
    try await drifts(text, alone)
    try await differs(text, alone)
    try await isDamaged(text, alone)
    try await asksNobody(text, alone)
  }

  /// A recording may come from anybody: a model that is not named in full is not asked for.
  private func asksNobody(_ text: String, _ wisp: WispProgram) async throws {
    let server = try LoopbackModel.start(replies: [])
    defer { server.stop() }
    var lines = text.split(separator: "\n").map(String.init)
    let models = [
      "openai-compatible/ ", "openai-compatible/", "ollama/ ", "ollama", "gemini/\u{2003}",
    ]
    let start = try #require(lines.indices.first { lines[$0].contains(#""line":"start""#) })
    let line = lines[start]
    let address = try #require(line.firstMatch(of: /"address":"([^"]*)"/)).1
    for model in models {
      lines[start] = line.replacing(#""model":"anthropic/m""#, with: "\"model\":\"\(model)\"")
        .replacing(address, with: server.openAIBaseURL)
      #expect(lines[start] != line)
      let path = wisp.folder + "/home.jsonl"
      try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      let run = try await wisp.run(["replay", path])
      #expect(run.status == 3, "\(model): \(run.output)\(run.errors)")
    }
    #expect(server.requests.isEmpty)
  }

  /// Another prompt than the recorded one is said, and is no other tree.
  private func drifts(_ text: String, _ wisp: WispProgram) async throws {
    let lines = text.split(separator: "\n")
    let call = try #require(lines.first { $0.contains(#""line":"call""#) })
    let path = wisp.folder + "/drift.jsonl"
    try text.replacing(call, with: call.replacing("Swift", with: "Pascal"))
      .write(toFile: path, atomically: true, encoding: .utf8)
    let run = try await wisp.run(["replay", "-q", "--strict", path])
    #expect(run.status == 1)
    #expect(run.output.contains("the same tree"))
    #expect(run.errors.contains("request 1 differs from the recorded one in system, line"))
  }

  /// Another tree than the recorded one is said with the first line that differs.
  private func differs(_ text: String, _ wisp: WispProgram) async throws {
    let lines = text.split(separator: "\n")
    let end = try #require(lines.last)
    let path = wisp.folder + "/difference.jsonl"
    try text.replacing(end, with: end.replacing(#"import Testing\n"#, with: #"import Testing \n"#))
      .write(toFile: path, atomically: true, encoding: .utf8)
    let run = try await wisp.run(["replay", "-q", path])
    #expect(run.status == 1)
    #expect(run.output.contains("not the same: Tests/"))
    #expect(run.output.contains("recorded “import Testing ”, now “import Testing”"))
  }

  /// A recording may come from anybody: what is wrong with it is said, and nothing is run.
  private func isDamaged(_ text: String, _ wisp: WispProgram) async throws {
    let lines = text.split(separator: "\n").map(String.init)
    let cases: [(String, String)] = [
      ("", "it has no beginning"),
      ("hello\n", "this is not a recording of wisp"),
      (text.replacing(#""v":1,"wisp""#, with: #""v":2,"wisp""#), "version 2"),
      (lines[0] + "\n" + lines[0], "out of place"),
      (lines[1] + "\n", "out of place"),
      (
        [lines[0], lines[1], "{}", lines[2]].joined(separator: "\n"),
        "line 3: this line cannot be read"
      ),
      (text.replacing(#""wisp.json":"#, with: #""../wisp.json":"#), "../wisp.json"),
    ]
    for (index, (text, message)) in cases.enumerated() {
      let path = wisp.folder + "/damaged-\(index).jsonl"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let run = try await wisp.run(["replay", path])
      #expect(run.status == 2, "\(message): \(run.output)\(run.errors)")
      #expect(run.errors.contains(message), "\(message) in \(run.errors)")
    }
    #expect(try await wisp.run(["replay", wisp.folder + "/none"]).status == 2)
  }

  @Test func whatWasNotAskedOverHTTPIsRecordedToo() async throws {
    let wisp = try WispProgram()
    let path = wisp.folder + "/builtin.jsonl"
    let run = try await wisp.run([
      "new", "--quiet", "--model", "builtin", "--record", path,
      "show the 20 most frequent words in a text",
    ])
    try #require(run.status == 0, "\(run.errors)")
    let replay = try await wisp.run(["replay", "-q", path])
    #expect(replay.status == 0, "\(replay.errors)\(replay.output)")
    #expect(replay.output.hasPrefix("the same tree, byte for byte"))
  }

  @Test func theRecordingOfTheDemoStillPlays() async throws {
    let path = Checkout.root + "/Documentation/Samples/repair.jsonl"
    let wisp = try WispProgram()
    let replay = try await wisp.run(["replay", "--json", path])
    #expect(replay.status == 0, "\(replay.errors)\(replay.output)")
    let failing = replay.events(named: "gate.finished").filter {
      $0["result"] as? String == "failed"
    }
    #expect(failing.first?["name"] as? String == "compile")
    #expect(replay.finished["verified"] as? Bool == true)
  }
}
