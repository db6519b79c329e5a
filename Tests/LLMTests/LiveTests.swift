import Events
import LoopbackModel
import Testing

@testable import LLM

/// Whole requests over real sockets.
@Suite(.timeLimit(.minutes(1))) struct LiveTests {
  static let text = "Hello, 👋 wörld:\n```swift\nprint(1)\n```\n"

  /// Runs one request against `replies`; also returns what the server got.
  static func run(
    _ api: API, _ replies: ScriptedReply..., settings: TransportSettings = TransportSettings(),
    policy: RetryPolicy = RetryPolicy(), request: ModelRequest = .sample
  ) async throws -> (Outcome, [CapturedRequest]) {
    let server = try LoopbackModel.start(replies: replies)
    defer { server.stop() }
    let outcome = await Outcome(
      of: api.model(at: server, settings: settings, policy: policy), request: request)
    return (outcome, server.requests)
  }

  static func complete(_ text: String = text, by api: API = .chat, retries: [Double] = [])
    -> Outcome
  {
    Outcome(
      text: text, retries: retries,
      completion: Completion(ending: .complete, model: "scripted", usage: api.usage))
  }

  // MARK: Answers

  @Test(arguments: API.allCases, [1, 3, 16, 1000])
  func text(_ api: API, chunk: Int) async throws {
    let (outcome, requests) = try await Self.run(api, .text(Self.text, chunk: chunk))
    #expect(outcome == Self.complete(by: api))
    #expect(requests.map(\.method) == ["POST"])
    #expect(requests.map(\.path) == [api.path])
    #expect(requests.first?.headers["expect"] == nil)
    #expect(requests.first?.headers["content-type"] == "application/json")
  }

  @Test(arguments: API.allCases)
  func bytesOneByOneInCRLF(_ api: API) async throws {
    let reply = ScriptedReply.text(Self.text, lineEnd: "\r\n", oneByteWrites: true)
    #expect(try await Self.run(api, reply).0 == Self.complete(by: api))
  }

  @Test(arguments: API.allCases)
  func oneObjectAlthoughAStreamWasAsked(_ api: API) async throws {
    #expect(try await Self.run(api, .text(Self.text, streams: false)).0 == Self.complete(by: api))
  }

  @Test(arguments: API.allCases)
  func anEndThatOnlyTheEventsMark(_ api: API) async throws {
    #expect(
      try await Self.run(api, .text(Self.text, framing: .untilClose)).0 == Self.complete(by: api))
  }

  @Test(arguments: API.allCases)
  func aConnectionThatStaysOpenAfterTheEnd(_ api: API) async throws {
    #expect(
      try await Self.run(api, .stalling(Self.text, afterBytes: .max)).0 == Self.complete(by: api))
  }

  @Test(arguments: API.allCases)
  func reasoningIsNoText(_ api: API) async throws {
    var expected = Self.complete("Yes.", by: api)
    expected.reasoning = "Let me see."
    #expect(try await Self.run(api, .text("Yes.", reasoning: "Let me see.")).0 == expected)
  }

  @Test(arguments: API.allCases)
  func missingCountsAreEstimated(_ api: API) async throws {
    let (outcome, requests) = try await Self.run(api, .text("12345", usage: false))
    let sent = try #require(requests.first).body.count
    #expect(
      outcome.completion?.usage
        == Usage(input: (sent + 3) / 4, cached: 0, output: 2, estimated: true))
  }

  @Test(
    arguments: [
      (.messages, "max_tokens", "refusal"), (.responses, "max_output_tokens", "content_filter"),
      (.chat, "length", "content_filter"), (.gemini, "MAX_TOKENS", "SAFETY"),
      (.ollama, "length", nil),
    ] as [(API, String, String?)])
  func endings(_ api: API, limit: String, refusal: String?) async throws {
    func ended(_ ending: AnswerEnding, _ detail: String) -> Outcome {
      Outcome(
        text: "abc",
        completion: Completion(
          ending: ending, model: "scripted", usage: api.usage, detail: detail))
    }
    #expect(
      try await Self.run(api, .text("abc", ending: .outputLimit)).0 == ended(.truncated, limit))
    if let refusal {
      #expect(
        try await Self.run(api, .text("abc", ending: .refusal)).0 == ended(.refused, refusal))
    }
  }

  @Test(arguments: API.allCases)
  func anAnswerAsLongAsItsLimitIsTruncated(_ api: API) async throws {
    var request = ModelRequest.sample
    request.maxOutputTokens = 7
    let (outcome, _) = try await Self.run(api, .text("abc"), request: request)
    #expect(outcome.completion?.ending == .truncated)
    #expect(outcome.completion?.detail == "the answer is as long as its limit of 7 tokens")
  }

  // MARK: Broken streams

  @Test(arguments: API.allCases, [ScriptedReply.Framing.chunked, .untilClose])
  func aCutAfterTextIsNoEnd(_ api: API, framing: ScriptedReply.Framing) async throws {
    let long = String(repeating: "word ", count: 200)
    let (outcome, requests) = try await Self.run(
      api, .cut(long, afterBytes: 3000, framing: framing))
    #expect(outcome.completion?.ending == .truncated)
    #expect(
      outcome.completion?.detail == "the connection was cut before the end of the answer")
    #expect(!outcome.text.isEmpty && long.hasPrefix(outcome.text))
    #expect(outcome.error == nil)
    #expect(requests.count == 1)
  }

  @Test(arguments: API.allCases, [ScriptedReply.Framing.chunked, .untilClose])
  func aCutBeforeTextIsAnError(_ api: API, framing: ScriptedReply.Framing) async throws {
    let (outcome, requests) = try await Self.run(
      api, .cut("abc", afterBytes: 60, framing: framing))
    #expect(outcome.error?.kind == .protocolError)
    #expect(outcome == Outcome(error: outcome.error))
    #expect(requests.count == 1)
  }

  @Test(arguments: API.allCases.filter { $0 != .ollama })
  func aPassingErrorWithinTheStream(_ api: API) async throws {
    let name = ["responses": "server_error", "gemini": "UNAVAILABLE"][api.rawValue]
    let error = ScriptedReply.Ending.error(type: name ?? "overloaded_error", message: "too busy")
    let shown = try await Self.run(api, .text("part", ending: error), .text("never"))
    #expect(shown.0.text == "part")
    #expect(shown.0.completion?.ending == .truncated)
    #expect(shown.0.completion?.detail?.contains("“too busy”") == true)
    #expect(shown.0.completion?.usage.estimated == true)
    #expect(shown.1.count == 1)
    let hidden = try await Self.run(api, .text("", ending: error), .text(Self.text))
    #expect(hidden.0.text == Self.text)
    #expect(hidden.0.retries.count == 1)
    #expect(hidden.1.count == 2)
  }

  /// Ollama's errors say nothing about what they are, so they are not believed to pass.
  @Test func aLastingErrorWithinTheStream() async throws {
    let error = ScriptedReply.Ending.error(type: "", message: "out of memory")
    let shown = try await Self.run(.ollama, .text("part", ending: error), .text("never"))
    #expect(shown.0.text == "part")
    #expect(shown.0.error?.kind == .protocolError)
    #expect(shown.0.error?.message.hasPrefix("The answer broke off.") == true)
    #expect(shown.1.count == 1)
  }

  @Test(arguments: ["<html><title>Log in</title></html>", "data: {broken\n\n", "", "hello"])
  func rubbish(_ body: String) async throws {
    for api in API.allCases {
      let (outcome, requests) = try await Self.run(api, .raw(Array(body.utf8)))
      #expect(outcome.error?.kind == .protocolError)
      #expect(requests.count == 1)
    }
  }

  // MARK: Silence

  @Test(arguments: API.allCases)
  func cancellingClosesTheConnectionOfASilentServer(_ api: API) async throws {
    let server = try LoopbackModel.start(replies: [.stall])
    defer { server.stop() }
    // No timer of libcurl's may end the wait: only the cancelling does.
    var settings = TransportSettings()
    settings.loopbackConnectTimeout = .seconds(3600)
    let model = api.model(at: server, settings: settings)
    let task = Task { await Outcome(of: model) }
    await server.receivedRequests(1)
    task.cancel()
    await server.closedConnections(1)
    #expect(await task.value == Outcome())
    #expect(server.requests.count == 1)
  }

  @Test func cancellingInTheMiddleOfAnAnswer() async throws {
    let server = try LoopbackModel.start(
      replies: [.stalling(String(repeating: "word ", count: 200), afterBytes: 3000)])
    defer { server.stop() }
    let model = API.chat.model(at: server)
    let task = Task {
      for try await event in model.respond(to: .sample) {
        if case .text = event { return }
      }
    }
    try await task.value
    await server.closedConnections(1)
  }

  @Test func silenceBeforeAndWithinAnAnswer() async throws {
    var settings = TransportSettings()
    settings.loopbackFirstByteTimeout = .milliseconds(50)
    settings.idleTimeout = .milliseconds(50)
    let before = try await Self.run(.messages, .stall, settings: settings)
    #expect(before.0.error?.kind == .timedOut)
    #expect(before.0.retries == [])
    settings.loopbackFirstByteTimeout = .seconds(60)
    let long = String(repeating: "word ", count: 200)
    let within = try await Self.run(
      .messages, .stalling(long, afterBytes: 3000), settings: settings)
    #expect(within.0.completion?.ending == .truncated)
    #expect(
      within.0.completion?.detail == "the connection was cut: nothing came for 0 seconds")
  }
}
