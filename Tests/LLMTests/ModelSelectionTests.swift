import LoopbackModel
import Testing

@testable import LLM

@Suite(.timeLimit(.minutes(1))) struct ModelSelectionTests {
  /// Name, reason and origin of what is chosen.
  struct Summary: Equatable {
    var name: String
    var reason: String
    var origin: String?
  }

  static func resolve(
    _ name: String?, _ environment: [String: String], local: [LocalServer] = []
  ) async throws -> Summary {
    let choice = try await selection(environment, local: local).resolve(named: name)
    return Summary(name: choice.name, reason: choice.reason, origin: choice.origin)
  }

  /// A selection that gives servers on this machine all the time they need.
  static func selection(_ environment: [String: String], local: [LocalServer]) -> ModelSelection {
    ModelSelection(
      environment: environment, localServers: local, probeLimit: .seconds(30),
      knownServerLimit: .seconds(30))
  }

  static let keys = [
    "ANTHROPIC_API_KEY": "a-key", "OPENAI_API_KEY": "o-key", "GOOGLE_API_KEY": "g-key",
  ]

  @Test(
    arguments: [
      ("anthropic", "anthropic/claude-sonnet-5-5", "https://api.anthropic.com"),
      ("anthropic/claude-x", "anthropic/claude-x", "https://api.anthropic.com"),
      ("openai", "openai/gpt-5.5", "https://api.openai.com/v1"),
      (" openai/org/m ", "openai/org/m", "https://api.openai.com/v1"),
      ("gemini", "gemini/gemini-3.8-flash", "https://generativelanguage.googleapis.com"),
      ("ollama/qwen3:8b", "ollama/qwen3:8b", "http://127.0.0.1:11434"),
      ("builtin", "builtin", nil),
    ] as [(String, String, String?)])
  func names(_ name: String, expected: String, origin: String?) async throws {
    let summary = Summary(name: expected, reason: "it is named", origin: origin)
    #expect(try await Self.resolve(name, Self.keys) == summary)
  }

  @Test func theOrder() async throws {
    var environment = Self.keys
    environment["WISP_MODEL"] = "openai/m"
    let openAI = "https://api.openai.com/v1"
    #expect(
      try await Self.resolve(nil, environment)
        == Summary(name: "openai/m", reason: "WISP_MODEL names it", origin: openAI))
    environment["WISP_MODEL"] = " "
    #expect(
      try await Self.resolve(nil, environment)
        == Summary(
          name: "anthropic/claude-sonnet-5-5", reason: "ANTHROPIC_API_KEY is set",
          origin: "https://api.anthropic.com"))
    environment["ANTHROPIC_API_KEY"] = "\n"
    #expect(
      try await Self.resolve(nil, environment)
        == Summary(name: "openai/gpt-5.5", reason: "OPENAI_API_KEY is set", origin: openAI))
    environment["OPENAI_API_KEY"] = nil
    #expect(
      try await Self.resolve(nil, environment)
        == Summary(
          name: "gemini/gemini-3.8-flash", reason: "GOOGLE_API_KEY is set",
          origin: "https://generativelanguage.googleapis.com"))
    #expect(
      try await Self.resolve(nil, [:])
        == Summary(
          name: "builtin", reason: "no key is set and no model server answers on this machine",
          origin: nil))
  }

  @Test func addressesFromTheEnvironment() async throws {
    var environment = Self.keys
    environment["ANTHROPIC_BASE_URL"] = "https://user:pw@proxy.example/claude/v1/"
    environment["OPENAI_BASE_URL"] = "https://gateway.example/v1"
    #expect(
      try await Self.resolve("anthropic/m", environment).origin == "https://proxy.example/claude")
    #expect(
      try await Self.resolve("openai-compatible/m", environment)
        == Summary(
          name: "openai-compatible/m", reason: "it is named", origin: "https://gateway.example/v1"))
  }

  @Test(
    arguments: [
      (
        "anthropic", [:], ModelError.Kind.noKey,
        "Set ANTHROPIC_API_KEY, or choose another model with --model."
      ),
      (
        "openai/m", ["OPENAI_API_KEY": " "], .noKey,
        "Set OPENAI_API_KEY, or choose another model with --model."
      ),
      (
        "openai/m", ["OPENAI_API_KEY": "a\u{7}b"], .badKey,
        "Set OPENAI_API_KEY again to the key alone, without quotes or line breaks."
      ),
      (
        "gpt-5.5", [:], .unknownModel,
        "Did you mean openai/gpt-5.5? Known are anthropic/MODEL, openai/MODEL, gemini/MODEL, ollama/MODEL, openai-compatible/MODEL, command:PROGRAM, builtin."
      ),
      (
        "mistral/large", [:], .unknownModel,
        "Known are anthropic/MODEL, openai/MODEL, gemini/MODEL, ollama/MODEL, openai-compatible/MODEL, command:PROGRAM, builtin."
      ),
      (
        "openai-compatible/m", [:], .unreachable,
        "Set OPENAI_BASE_URL, for example to http://127.0.0.1:8080/v1."
      ),
      (
        "openai-compatible/m", ["OPENAI_BASE_URL": "localhost"], .unreachable,
        "Set it to something like http://127.0.0.1:8080/v1."
      ),
    ] as [(String, [String: String], ModelError.Kind, String)])
  func refusals(
    _ name: String, environment: [String: String], kind: ModelError.Kind, advice: String
  ) async throws {
    let selection = ModelSelection(environment: environment, localServers: [])
    let error = await #expect(throws: ModelError.self) { try await selection.resolve(named: name) }
    #expect(error?.kind == kind)
    #expect(error?.advice == advice)
  }

  @Test func aServerOnThisMachine() async throws {
    let server = try LoopbackModel.start(replies: [.text("hi")], models: ["small", "large"])
    let silent = try LoopbackModel.start(replies: [])
    silent.stop()
    defer { server.stop() }
    let base = server.openAIBaseURL
    let local = [
      LocalServer(title: "nobody", address: silent.openAIBaseURL),
      LocalServer(title: "LM Studio", address: base),
    ]
    let found = Summary(
      name: "openai-compatible/small", reason: "a server answers at \(base) (LM Studio)",
      origin: base)
    #expect(try await Self.resolve(nil, [:], local: local) == found)
    #expect(
      try await Self.resolve("openai-compatible/large", [:], local: local).name
        == "openai-compatible/large")
    #expect(
      try await Self.resolve(nil, ["OPENAI_BASE_URL": base])
        == Summary(
          name: "openai-compatible/small",
          reason: "a server answers at \(base) (OPENAI_BASE_URL)", origin: base))
    #expect(
      try await Self.resolve(nil, ["OPENAI_BASE_URL": base, "OPENAI_API_KEY": "k"])
        == Summary(
          name: "openai-compatible/small", reason: "OPENAI_API_KEY is set, and \(base) offers it",
          origin: base))
    #expect(
      try await Self.resolve("openai-compatible", ["OPENAI_BASE_URL": base]).name
        == "openai-compatible/small")
    #expect(server.requests.allSatisfy { $0.method == "GET" && $0.path == "/v1/models" })
  }

  @Test func theChosenModelAnswers() async throws {
    let server = try LoopbackModel.start(replies: [.text("hi"), .text("ho")])
    defer { server.stop() }
    let environment = [
      "ANTHROPIC_BASE_URL": server.baseURL, "OPENAI_BASE_URL": server.openAIBaseURL,
      "ANTHROPIC_API_KEY": " a-key\n",
    ]
    for (name, text) in [("anthropic/m", "hi"), ("openai-compatible/m", "ho")] {
      let choice = try await ModelSelection.resolve(named: name, environment: environment)
      guard case .remote(let remote) = choice.backend else {
        Issue.record("\(name) is not remote")
        return
      }
      let model = remote.model()
      #expect(model.name == name)
      #expect(await Outcome(of: model).text == text)
    }
    #expect(server.requests.map { $0.headers["x-api-key"] } == ["a-key", nil])
    #expect(server.requests.map { $0.headers["authorization"] } == [nil, nil])
  }

  @Test func listing() async throws {
    let server = try LoopbackModel.start(replies: [], models: ["m"])
    defer { server.stop() }
    let base = server.openAIBaseURL
    let selection = Self.selection(
      ["OPENAI_API_KEY": "k"], local: [LocalServer(title: "vLLM", address: base)])
    #expect(
      await selection.listing() == [
        ModelListing(
          name: "openai/gpt-5.5", origin: "https://api.openai.com/v1", isReady: true,
          note: "OPENAI_API_KEY is set", isChosen: true, contextTokens: 1_050_000,
          outputTokens: 128_000),
        ModelListing(
          name: "anthropic/claude-sonnet-5-5", origin: nil, isReady: false,
          note: "needs ANTHROPIC_API_KEY", isChosen: false),
        ModelListing(
          name: "gemini/gemini-3.8-flash", origin: nil, isReady: false,
          note: "needs GEMINI_API_KEY", isChosen: false),
        ModelListing(
          name: "openai-compatible/m", origin: base, isReady: true,
          note: "a server answers at \(base) (vLLM)", isChosen: false),
        ModelListing(
          name: "builtin", origin: nil, isReady: true, note: "needs no key", isChosen: false),
      ])
  }

  @Test func everyModelOfAProviderIsListedWithItsLimits() async throws {
    let server = try LoopbackModel.start(replies: [], models: ["m", "text-embed"])
    defer { server.stop() }
    let environment = ["GEMINI_API_KEY": "k", "GOOGLE_GEMINI_BASE_URL": server.baseURL + "/v1beta"]
    let listings = await Self.selection(environment, local: []).listing(all: true)
    #expect(
      listings.first { $0.name == "gemini/m" }
        == ModelListing(
          name: "gemini/m", origin: server.baseURL, isReady: true, note: "GEMINI_API_KEY is set",
          isChosen: false, contextTokens: 9000, outputTokens: 800))
    #expect(!listings.contains { $0.name == "gemini/e" })
    #expect(server.requests.map(\.headers["x-goog-api-key"]) == ["k"])
  }

  @Test func ollamaIsFoundAndAskedInItsOwnWay() async throws {
    let server = try LoopbackModel.start(replies: [.text("hi")], models: ["small:1b", "my-embed"])
    defer { server.stop() }
    let host = server.baseURL.replacing("http://", with: "")
    #expect(
      try await Self.resolve(nil, ["OLLAMA_HOST": host])
        == Summary(
          name: "ollama/small:1b",
          reason: "a server answers at \(server.baseURL) (OLLAMA_HOST)", origin: server.baseURL))
    let choice = try await ModelSelection.resolve(
      named: "ollama", environment: ["OLLAMA_HOST": host])
    guard case .remote(let remote) = choice.backend else {
      Issue.record("\(choice.name) is not remote")
      return
    }
    #expect(await Outcome(of: remote.model()).text == "hi")
    #expect(server.requests.map(\.path).suffix(2) == ["/api/show", "/api/chat"])
    #expect(server.requests.last?.text.contains(#""num_ctx":16384"#) == true)
  }

  @Test(
    arguments: [
      ("https://openrouter.ai/api/v1", ["OPENROUTER_API_KEY": "r"], "OpenRouter", "r"),
      ("https://api.deepseek.com", ["OPENAI_API_KEY": "o"], "DeepSeek", "o"),
      (
        "https://api.groq.com/openai/v1", ["GROQ_API_KEY": "g", "OPENAI_API_KEY": "o"], "Groq", "g"
      ),
      (
        "https://x.openai.azure.com/openai/v1", ["AZURE_OPENAI_API_KEY": "a"], "Azure OpenAI", "a"
      ),
      ("http://127.0.0.1:8080/v1", [:], "the server", nil),
    ] as [(String, [String: String], String, String?)])
  func serversKnownByTheirHost(
    _ address: String, keys: [String: String], title: String, key: String?
  ) async throws {
    let environment = keys.merging(["OPENAI_BASE_URL": address]) { $1 }
    let choice = try await ModelSelection(environment: environment, localServers: [])
      .resolve(named: "openai-compatible/m")
    guard case .remote(let remote) = choice.backend else {
      Issue.record("\(choice.name) is not remote")
      return
    }
    #expect(remote.endpoint.title == title)
    #expect(remote.endpoint.key?.value == key)
  }

  @Test func aCommandIsShownWithoutItsArguments() async throws {
    let summary = try await Self.resolve("command: /usr/bin/llm --key secret", [:])
    #expect(summary.name == "command:llm")
    #expect(summary.origin == nil)
    await #expect(throws: ModelError.self) { try await Self.resolve("command: ", [:]) }
  }

  @Test func keysDoNotShow() throws {
    let key = try #require(
      try APIKey(variable: "K", environment: ["K": "sk-very-secret-1234"]))
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!"\(key)\(String(reflecting: key))\(dumped)".contains("secret"))
  }
}
