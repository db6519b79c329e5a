import Foundation
import LoopbackModel
import Testing

@testable import LLM

/// Errors by status, repeats, and what people are told.
@Suite(.timeLimit(.minutes(1))) struct FailureTests {
  @Test(arguments: [429, 500, 502, 503, 529])
  func passingFailuresAreRepeated(_ status: Int) async throws {
    for api in API.allCases {
      let (outcome, requests) = try await LiveTests.run(
        api, .status(status, headers: ["retry-after": "1.5"]),
        .status(status, headers: ["retry-after-ms": "250"]), .text(LiveTests.text))
      #expect(outcome == LiveTests.complete(by: api, retries: [1.5, 0.25]))
      #expect(Set(requests.map(\.body)).count == 1)
      #expect(requests.count == 3)
    }
  }

  @Test(arguments: [
    (400, ModelError.Kind.protocolError), (401, .badKey), (402, .noCredit), (403, .badKey),
    (404, .unknownModel), (409, .protocolError), (413, .contextTooLong), (422, .protocolError),
  ])
  func lastingFailuresAreNot(_ status: Int, kind: ModelError.Kind) async throws {
    // Where there is no Responses API the older one is asked, see TransportTests.
    for api in API.allCases where status != 404 || api != .responses {
      let (outcome, requests) = try await LiveTests.run(api, .status(status), .text("never"))
      #expect(outcome.error?.kind == kind)
      #expect(outcome.error?.message.contains("“scripted \(status)”") == true)
      #expect(requests.count == 1)
    }
  }

  @Test func repeatsEnd() async throws {
    let (outcome, requests) = try await LiveTests.run(
      .messages, .status(529), .status(529), .text("never"), policy: RetryPolicy(attempts: 2))
    #expect(outcome.retries.count == 1)
    #expect(outcome.error?.kind == .overloaded)
    #expect(
      outcome.error?.message
        == "Anthropic is overloaded (529): “scripted 529”. (2 requests were sent.)")
    #expect(requests.count == 2)
  }

  @Test func aLongWaitIsNotWaitedFor() async throws {
    let (outcome, requests) = try await LiveTests.run(
      .chat, .status(429, headers: ["retry-after": "3600"]), .text("never"))
    #expect(outcome.error?.kind == .rateLimit)
    #expect(
      outcome.error?.advice == "Try again in 60 minutes, or choose another model with --model.")
    #expect(requests.count == 1)
  }

  @Test func theServerMayForbidARepeat() async throws {
    let (outcome, requests) = try await LiveTests.run(
      .chat, .status(503, headers: ["x-should-retry": "false"]), .text("never"))
    #expect(outcome.error?.kind == .overloaded)
    #expect(requests.count == 1)
  }

  @Test func aConnectionClosedWithoutAnAnswerIsTriedOnceMore() async throws {
    let again = try await LiveTests.run(.messages, .hangUp, .text(LiveTests.text))
    #expect(again.0.text == LiveTests.text)
    let never = try await LiveTests.run(.messages, .hangUp, .hangUp, .text("never"))
    #expect(never.0.error?.kind == .unreachable)
    #expect(never.1.count == 2)
  }

  @Test func redirectsAreNotFollowed() async throws {
    let other = try LoopbackModel.start(replies: [.text("never")])
    defer { other.stop() }
    for status in [301, 302, 307, 308] {
      let (outcome, _) = try await LiveTests.run(
        .messages, .status(status, headers: ["location": other.baseURL + "/v1/messages"]))
      #expect(outcome.error?.kind == .protocolError)
      #expect(outcome.error?.message.contains(other.baseURL) == true)
    }
    #expect(other.requests == [])
  }

  @Test func nobodyListens() async throws {
    let server = try LoopbackModel.start(replies: [])
    server.stop()
    let outcome = await Outcome(of: API.chat.model(at: server))
    #expect(outcome.error?.kind == .unreachable)
    #expect(outcome.retries.count == 2)
    let port = try #require(server.baseURL.split(separator: "/").last)
    #expect(outcome.error?.message.hasPrefix("Cannot reach \(port)") == true)
    #expect(
      outcome.error?.advice == "Start the server, or set OPENAI_BASE_URL to where it listens.")
  }

  @Test func keysAreNotRepeated() async throws {
    let body =
      #"{"error":{"message":"bad key sk-test-0123456789 or key:sk-other-abcdefgh, Bearer abcdefghij, ?key=AbCdEf"}}"#
    let (outcome, _) = try await LiveTests.run(.chat, .status(401, body: body))
    #expect(
      outcome.error
        == ModelError(
          kind: .badKey,
          message: "OpenAI refused the key in OPENAI_API_KEY (401): “bad key *** or key:sk-***,"
            + " Bearer ***, ?key=***”.",
          advice: "Check OPENAI_API_KEY, or choose another model with --model."))
  }

  @Test func longBodiesAreCut() async throws {
    var settings = TransportSettings()
    settings.errorBodyLimit = 2000
    let (outcome, _) = try await LiveTests.run(
      .chat, .status(400, body: String(repeating: "x", count: 3_000_000)), settings: settings)
    let words = String(repeating: "x", count: 299) + "…"
    #expect(
      outcome.error?.message == "OpenAI did not accept the request (400): “\(words)”.")
  }

  // MARK: The two free repairs

  static let request = ModelRequest(
    system: "s", messages: [Message(role: .user, text: "u")], maxOutputTokens: 100)

  @Test func theOtherNameOfTheLimitIsTriedOnceAndRemembered() async throws {
    let refusal =
      #"{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.","code":"unsupported_parameter"}}"#
    let server = try LoopbackModel.start(
      replies: [.status(400, body: refusal), .text("a"), .text("b"), .status(400, body: refusal)])
    defer { server.stop() }
    let model = API.chat.model(at: server)
    #expect(await Outcome(of: model, request: Self.request) == LiveTests.complete("a"))
    #expect(await Outcome(of: model, request: Self.request) == LiveTests.complete("b"))
    #expect(
      await Outcome(of: model, request: Self.request).error?.kind == .protocolError)
    #expect(
      server.requests.map { $0.text.contains("\"max_completion_tokens\":100") }
        == [false, true, true, true])
    #expect(
      server.requests.map { $0.text.contains("\"max_tokens\":100") }
        == [true, false, false, false])
  }

  @Test func theWishForCountsIsDroppedOnce() async throws {
    let refusal = #"{"detail":[{"msg":"extra field stream_options"}]}"#
    let (outcome, requests) = try await LiveTests.run(
      .chat, .status(422, body: refusal), .text("a"))
    #expect(outcome == LiveTests.complete("a"))
    #expect(requests.map { $0.text.contains("stream_options") } == [true, false])
  }
}
