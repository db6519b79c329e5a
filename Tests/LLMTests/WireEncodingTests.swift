import Testing

@testable import LLM

@Suite struct WireEncodingTests {
  static let exchange = ModelRequest(
    system: "Be brief.",
    messages: [
      Message(role: .user, text: "Write \"x/y\" 👋"), Message(role: .assistant, text: "ok"),
      Message(role: .user, text: "More"),
    ], maxOutputTokens: 500,
    intent: Intent(stage: .write, text: "secret", template: "cli", name: nil))

  @Test func messages() throws {
    let request = try AnthropicMessages().encode(
      Self.exchange, options: WireOptions(model: "claude-x", key: "k1"))
    #expect(request.path == "/v1/messages")
    #expect(
      request.headers == [
        "accept": "text/event-stream", "anthropic-version": "2026-10-21",
        "content-type": "application/json", "x-api-key": "k1",
      ])
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"max_tokens":500,"messages":[{"content":"Write \"x/y\" 👋","role":"user"},{"content":"ok","role":"assistant"},{"content":"More","role":"user"}],"model":"claude-x","stream":true,"system":[{"cache_control":{"type":"ephemeral"},"text":"Be brief.","type":"text"}]}"#
    )
  }

  @Test func messagesWithoutSystemLimitOrKey() throws {
    let bare = ModelRequest(system: "", messages: [Message(role: .user, text: "a")])
    let request = try AnthropicMessages().encode(bare, options: WireOptions(model: "m", key: nil))
    #expect(request.headers["x-api-key"] == nil)
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"max_tokens":32000,"messages":[{"content":"a","role":"user"}],"model":"m","stream":true}"#
    )
  }

  @Test func chat() throws {
    let request = try OpenAIChat().encode(
      Self.exchange, options: WireOptions(model: "gpt-x", key: "k1"))
    #expect(request.path == "/chat/completions")
    #expect(
      request.headers == [
        "accept": "text/event-stream", "authorization": "Bearer k1",
        "content-type": "application/json",
      ])
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"max_tokens":500,"messages":[{"content":"Be brief.","role":"system"},{"content":"Write \"x/y\" 👋","role":"user"},{"content":"ok","role":"assistant"},{"content":"More","role":"user"}],"model":"gpt-x","stream":true,"stream_options":{"include_usage":true}}"#
    )
  }

  @Test func chatInTheOtherDialect() throws {
    let dialect = ChatDialect(limitField: .maxCompletionTokens, asksForUsage: false)
    let request = try OpenAIChat().encode(
      ModelRequest(system: "", messages: [Message(role: .user, text: "a")], maxOutputTokens: 9999),
      options: WireOptions(model: "m", key: nil, knownOutputLimit: 100, dialect: dialect))
    #expect(request.headers["authorization"] == nil)
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"max_completion_tokens":100,"messages":[{"content":"a","role":"user"}],"model":"m","stream":true}"#
    )
  }

  @Test func neverEndsWithTheAssistantNorSendsEmptyMessages() {
    let request = ModelRequest(
      system: "",
      messages: [
        Message(role: .user, text: "a"), Message(role: .user, text: " \n"),
        Message(role: .assistant, text: "b"),
      ])
    #expect(
      WireMessage.turns(of: request) == [
        WireMessage(role: "user", content: "a"), WireMessage(role: "assistant", content: "b"),
        WireMessage(role: "user", content: "Go on."),
      ])
  }
}
