import Foundation
import LoopbackModel
import Testing

/// What a session tries once when it makes no progress: the last of five answers repairs the app.
@Suite(.serialized) struct LastTryTests {
  struct Asked: Equatable {
    var model: String
    var effort: String?
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var configuration = ""
    var arguments: [String] = []
    var last: Asked
    var note: String?
  }

  @Test(arguments: [
    Case(
      testDescription: "the same model with more effort", last: Asked(model: "m", effort: "high"),
      note: "no progress: one more try, with more effort"),
    Case(
      testDescription: "a stronger model", configuration: "stronger = \"openai-compatible/big\"\n",
      last: Asked(model: "big"), note: "no progress: one more try, with openai-compatible/big"),
    Case(
      testDescription: "nothing else", configuration: "stronger = \"none\"\n",
      last: Asked(model: "m")),
    Case(
      testDescription: "all the effort there is", arguments: ["--effort", "high"],
      last: Asked(model: "m", effort: "high")),
  ])
  func isAsked(_ sample: Case) async throws {
    let replies = try SessionTests.replies(in: SessionTests.folder + "/back-to-best")
    let server = try LoopbackModel.start(replies: replies)
    defer { server.stop() }
    let wisp = try WispProgram(SessionTests.Wire.openai.environment(server.baseURL))
    let folder = wisp.folder + "/.config/wisp"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try sample.configuration.write(
      toFile: folder + "/config.toml", atomically: true, encoding: .utf8)
    let recording = wisp.folder + "/recording.jsonl"
    let run = try await wisp.run(
      ["new", "--json", "--record", recording] + sample.arguments
        + ["turn every line into capitals, with an option that adds a mark"])
    #expect(run.status == 0, "\(run.errors)")
    let asked = try server.requests.filter { $0.method == "POST" }.map(Self.asked)
    let usual = Asked(model: "m", effort: sample.arguments.isEmpty ? nil : "high")
    #expect(asked == [usual, usual, usual, usual, sample.last])
    let notes = run.events(named: "reply.noted").flatMap { $0["notes"] as? [String] ?? [] }
    #expect(notes.filter { $0.contains("one more try") } == (sample.note.map { [$0] } ?? []))
    guard sample.configuration.isEmpty, sample.arguments.isEmpty else { return }
    // Played again, it goes the same way.
    let replay = try await wisp.run(["replay", "--quiet", recording])
    #expect(replay.status == 0, "\(replay.errors)\(replay.output)")
    #expect(replay.output.hasPrefix("the same tree, byte for byte"))
  }

  private static func asked(_ request: CapturedRequest) throws -> Asked {
    let body = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
    return Asked(
      model: body?["model"] as? String ?? "?", effort: body?["reasoning_effort"] as? String)
  }
}
