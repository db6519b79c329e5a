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
        == #"{"max_tokens":500,"messages":[{"content":"Write \"x/y\" 👋","role":"user"},{"content":"ok","role":"assistant"},{"content":[{"cache_control":{"type":"ephemeral"},"text":"More","type":"text"}],"role":"user"}],"model":"claude-x","stream":true,"system":[{"cache_control":{"type":"ephemeral"},"text":"Be brief.","type":"text"}]}"#
    )
  }

  @Test func aConversationThatGoesOnIsCachedUpToItsEnd() throws {
    let body = String(
      decoding: try AnthropicMessages().encode(
        Self.exchange, options: WireOptions(model: "claude-x", key: nil)
      ).body, as: UTF8.self)
    #expect(body.components(separatedBy: "cache_control").count == 3)
    #expect(
      body.contains(
        #"{"content":[{"cache_control":{"type":"ephemeral"},"text":"More","type":"text"}],"role":"user"}"#
      ))
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
    let dialect = Dialect(limitField: .maxCompletionTokens, asksForUsage: false)
    let request = try OpenAIChat().encode(
      ModelRequest(system: "", messages: [Message(role: .user, text: "a")], maxOutputTokens: 9999),
      options: WireOptions(model: "m", key: nil, knownOutputLimit: 100, dialect: dialect))
    #expect(request.headers["authorization"] == nil)
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"max_completion_tokens":100,"messages":[{"content":"a","role":"user"}],"model":"m","stream":true}"#
    )
  }

  @Test func responses() throws {
    let request = try OpenAIResponses().encode(
      Self.exchange, options: WireOptions(model: "gpt-x", key: "k1"))
    #expect(request.path == "/responses")
    #expect(request.headers["authorization"] == "Bearer k1")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"input":[{"content":"Write \"x/y\" 👋","role":"user"},{"content":"ok","role":"assistant"},{"content":"More","role":"user"}],"instructions":"Be brief.","max_output_tokens":500,"model":"gpt-x","prompt_cache_key":"wisp","store":false,"stream":true,"stream_options":{"include_obfuscation":false}}"#
    )
  }

  @Test func gemini() throws {
    let request = try Gemini().encode(
      Self.exchange, options: WireOptions(model: "models/g x", key: "k1"))
    #expect(request.path == "/v1beta/models/g%20x:streamGenerateContent?alt=sse")
    #expect(request.headers["x-goog-api-key"] == "k1")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"contents":[{"parts":[{"text":"Write \"x/y\" 👋"}],"role":"user"},{"parts":[{"text":"ok"}],"role":"model"},{"parts":[{"text":"More"}],"role":"user"}],"generationConfig":{"maxOutputTokens":500},"systemInstruction":{"parts":[{"text":"Be brief."}]}}"#
    )
  }

  @Test func ollama() throws {
    let request = try Ollama().encode(
      Self.exchange, options: WireOptions(model: "q:8b", key: nil))
    #expect(request.path == "/api/chat")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"keep_alive":"10m","messages":[{"content":"Be brief.","role":"system"},{"content":"Write \"x/y\" 👋","role":"user"},{"content":"ok","role":"assistant"},{"content":"More","role":"user"}],"model":"q:8b","options":{"num_ctx":8192,"num_predict":500},"shift":false,"stream":true,"truncate":false}"#
    )
  }

  /// The context holds prompt and answer, in few steps, and never more than the model can.
  @Test(
    arguments: [(10, nil, 16384, 8192), (100_000, nil, 65536, 8192), (100_000, 40000, 40000, 6659)]
      as [(Int, Int?, Int, Int)])
  func ollamaContexts(_ bytes: Int, most: Int?, context: Int, answer: Int) throws {
    let long = ModelRequest(
      system: "", messages: [Message(role: .user, text: String(repeating: "x", count: bytes))])
    var options = WireOptions(model: "q", key: nil)
    options.knownContext = most
    let body = String(decoding: try Ollama().encode(long, options: options).body, as: UTF8.self)
    #expect(body.contains(#""options":{"num_ctx":\#(context),"num_predict":\#(answer)}"#))
  }

  @Test(
    arguments: [
      (
        .messages, "claude-x", .low, #""output_config":{"effort":"low"}"#
      ),
      (
        .messages, "claude-opus-5-5", nil, #""thinking":{"display":"summarized","type":"adaptive"}"#
      ),
      (.responses, "gpt-4o", .high, #""reasoning":{"effort":"high","summary":"auto"}"#),
      (.responses, "gpt-5.5", nil, #""reasoning":{"summary":"auto"}"#),
      (.chat, "m", .medium, #""reasoning_effort":"medium""#),
      (
        .gemini, "gemini-3.8-flash", .low,
        #""thinkingConfig":{"includeThoughts":true,"thinkingLevel":"LOW"}"#
      ),
      (
        .gemini, "gemini-2.5-pro", .high,
        #""thinkingConfig":{"includeThoughts":true,"thinkingBudget":24576}"#
      ),
      (.ollama, "gpt-oss", .medium, #""think":"medium""#),
    ] as [(API, String, Effort?, String)])
  func effort(_ api: API, model: String, effort: Effort?, field: String) throws {
    var options = WireOptions(model: model, key: nil, effort: effort)
    let plain = ModelRequest(system: "", messages: [Message(role: .user, text: "a")])
    func body() throws -> String {
      String(decoding: try api.provider.wire.encode(plain, options: options).body, as: UTF8.self)
    }
    #expect(try body().contains(field))
    options.dialect.sendsEffort = false
    options.dialect.asksForReasoning = false
    let bare = try body()
    #expect(!["effort", "reasoning", "thinking", "think\""].contains { bare.contains($0) })
  }

  @Test(
    arguments: [
      ("https://openrouter.ai/api/v1", #""reasoning":{"effort":"low"}"#),
      (
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        #""enable_thinking":true"#
      ),
    ])
  func effortOfKnownServers(_ address: String, field: String) throws {
    let server = ServerProfile.of(try #require(ServerAddress(address)))
    let request = try OpenAIChat().encode(
      ModelRequest(system: "", messages: [Message(role: .user, text: "a")]),
      options: WireOptions(model: "m", key: nil, effort: .low, server: server))
    #expect(String(decoding: request.body, as: UTF8.self).contains(field))
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
