import Foundation
import LoopbackModel
import Testing

@testable import LLM

/// The way to the server: proxies, compression, both families of addresses, limits, other dialects.
@Suite(.timeLimit(.minutes(1))) struct TransportTests {
  static func model(_ address: String, settings: TransportSettings) throws -> HTTPModel {
    let address = try #require(ServerAddress(address))
    return HTTPModel(
      name: "test/m", wire: OpenAIChat(),
      endpoint: Endpoint(
        title: "the server", address: address, addressVariable: "OPENAI_BASE_URL", model: "m",
        key: nil),
      settings: settings, pause: { _ in })
  }

  @Test func aProxyIsAskedForOtherMachinesOnly() async throws {
    let proxy = try LoopbackModel.start(replies: [.text("through the proxy")])
    defer { proxy.stop() }
    let settings = TransportSettings(environment: ["http_proxy": proxy.baseURL])
    let far = try Self.model("http://model.invalid/v1", settings: settings)
    #expect(await Outcome(of: far).text == "through the proxy")
    #expect(proxy.requests.map(\.path) == ["http://model.invalid/v1/chat/completions"])
    let server = try LoopbackModel.start(replies: [.text("directly")])
    defer { server.stop() }
    let near = try Self.model(server.openAIBaseURL, settings: settings)
    #expect(await Outcome(of: near).text == "directly")
    #expect(proxy.requests.count == 1)
  }

  @Test func aHostWithoutAnAddress() async throws {
    let outcome = await Outcome(
      of: try Self.model("http://model.invalid/v1", settings: TransportSettings()))
    #expect(outcome.error?.kind == .unreachable)
    #expect(outcome.error?.message.hasPrefix("Cannot reach model.invalid:80") == true)
  }

  @Test func aCompressedAnswer() async throws {
    // gzip of one chat chunk with the text "packed" and [DONE].
    let packed = try #require(Data(base64Encoded: Self.gzip))
    let server = try LoopbackModel.start(
      replies: [.raw(Array(packed), headers: ["content-encoding": "gzip"])])
    defer { server.stop() }
    #expect(await Outcome(of: API.chat.model(at: server)).text == "packed")
    #expect(server.requests.first?.headers["accept-encoding"]?.contains("gzip") == true)
  }

  static let gzip =
    "H4sIAAAAAAACA0tJLEm0UqhWSs7Iz0xOLVayUoiuVkpJzSlJVAIL5+eVpOaVANlKBYnJ2akpSrW1sbVc"
    + "XClgbdEu/n6usVxcAB/dH0tFAAAA"

  @Test func localhostIsFoundWhicheverFamilyTheServerListensOn() async throws {
    let server = try LoopbackModel.start(replies: [.text("hi")])
    defer { server.stop() }
    let address = server.openAIBaseURL.replacing("127.0.0.1", with: "localhost")
    #expect(await Outcome(of: try Self.model(address, settings: TransportSettings())).text == "hi")
  }

  @Test func limitsFromTheEnvironment() throws {
    let settings = TransportSettings(environment: [
      "WISP_FIRST_BYTE_TIMEOUT": "7", "WISP_IDLE_TIMEOUT": "0.5", "SSL_CERT_DIR": "/certificates",
    ])
    #expect(settings.firstByteTimeout == .seconds(7))
    #expect(settings.loopbackFirstByteTimeout == .seconds(7))
    #expect(settings.idleTimeout == .milliseconds(500))
    #expect(settings.certificateFolder == "/certificates")
    let error = #expect(throws: ModelError.self) {
      try TransportSettings.check(["WISP_IDLE_TIMEOUT": "soon"])
    }
    #expect(error?.message.contains("WISP_IDLE_TIMEOUT is “soon”") == true)
  }

  // MARK: What servers refuse at no cost

  @Test func aServerWithoutTheResponsesAPIIsAskedThroughTheOther() async throws {
    let server = try LoopbackModel.start(
      replies: [.status(404, body: #"{"detail":"Not Found"}"#), .text("a"), .text("b")])
    defer { server.stop() }
    let model = API.responses.model(at: server)
    #expect(await Outcome(of: model).text == "a")
    #expect(await Outcome(of: model).text == "b")
    #expect(
      server.requests.map(\.path)
        == ["/v1/responses", "/v1/chat/completions", "/v1/chat/completions"])
  }

  @Test func anUnknownModelIsNoMissingAPI() async throws {
    let body = #"{"error":{"message":"The model `m` does not exist","code":"model_not_found"}}"#
    let (outcome, requests) = try await LiveTests.run(.responses, .status(404, body: body))
    #expect(outcome.error?.kind == .unknownModel)
    #expect(requests.count == 1)
  }

  @Test(
    arguments: [
      (.messages, #"{"error":{"message":"output_config.effort is not supported"}}"#),
      (.responses, #"{"error":{"message":"Unsupported parameter: 'reasoning.effort'"}}"#),
      (.chat, #"{"error":{"message":"unknown field reasoning_effort"}}"#),
      (.ollama, #"{"error":"\"m\" does not support thinking"}"#),
    ] as [(API, String)])
  func anEffortThatIsRefusedIsLeftOutAndSaid(_ api: API, body: String) async throws {
    let server = try LoopbackModel.start(replies: [.status(400, body: body), .text("a")])
    defer { server.stop() }
    let outcome = await Outcome(of: api.model(at: server, effort: .low))
    #expect(outcome.text == "a")
    #expect(outcome.retries == [0])
    #expect(server.requests.map { $0.text.contains("low") } == [true, false])
  }

  @Test func aServerThatLoadsItsModelIsWaitedFor() async throws {
    let loading = ScriptedReply.status(
      503,
      body: #"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#)
    let (outcome, requests) = try await LiveTests.run(
      .chat, loading, loading, loading, loading, loading, loading, .text("a"))
    #expect(outcome.text == "a")
    #expect(outcome.retries == [2, 2, 2, 2, 2, 2])
    #expect(requests.count == 7)
  }

  @Test func aPromptThatTheServerCutIsNoAnswer() async throws {
    let long = ModelRequest(
      system: String(repeating: "rule ", count: 400),
      messages: [Message(role: .user, text: "go")])
    let (outcome, requests) = try await LiveTests.run(.ollama, .text("lost"), request: long)
    #expect(outcome.error?.kind == .contextTooLong)
    #expect(outcome.error?.message.hasPrefix("Ollama read only 11 of about 500 tokens") == true)
    #expect(requests.count == 1)
  }
}
