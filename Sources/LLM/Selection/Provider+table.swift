extension Provider {
  /// Those that wisp speaks to; hosted ones in the order in which their keys choose them.
  static let all = [anthropic, openai, gemini, ollama, openAICompatible]

  /// Those with a key of their own.
  static var hosted: [Provider] { all.filter { $0.can(.hosted) } }

  static let anthropic = Provider(
    name: "anthropic", title: "Anthropic", keyVariables: ["ANTHROPIC_API_KEY"],
    addressVariable: "ANTHROPIC_BASE_URL", usualAddress: "https://api.anthropic.com",
    exampleAddress: "https://api.anthropic.com", versionInPath: "/v1",
    defaultModel: "claude-sonnet-5-5", modelPrefix: "claude", wire: AnthropicMessages(),
    directory: .anthropic, abilities: [.hosted])

  static let openai = Provider(
    name: "openai", title: "OpenAI", keyVariables: ["OPENAI_API_KEY"],
    addressVariable: "OPENAI_BASE_URL", usualAddress: "https://api.openai.com/v1",
    exampleAddress: "http://127.0.0.1:8080/v1", defaultModel: "gpt-5.5", modelPrefix: "gpt",
    wire: OpenAIResponses(), directory: .openAI, abilities: [.hosted, .gateways, .keyOfServer])

  static let gemini = Provider(
    name: "gemini", title: "Gemini", keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    addressVariable: "GOOGLE_GEMINI_BASE_URL",
    usualAddress: "https://generativelanguage.googleapis.com",
    exampleAddress: "https://generativelanguage.googleapis.com", versionInPath: "/v1beta",
    defaultModel: "gemini-3.8-flash", modelPrefix: "gemini", wire: Gemini(), directory: .gemini,
    abilities: [.hosted])

  static let ollama = Provider(
    name: "ollama", title: "Ollama", keyVariables: ["OLLAMA_API_KEY"],
    addressVariable: "OLLAMA_HOST", usualAddress: "http://127.0.0.1:11434",
    exampleAddress: "http://127.0.0.1:11434", wire: Ollama(), directory: .ollama,
    abilities: [.local, .shortAddress, .describesModels],
    withoutModels: Advice(
      kind: .unreachable,
      text:
        "Start it with `ollama serve` and get a model with `ollama pull`, or set OLLAMA_HOST."))

  static let openAICompatible = Provider(
    name: "openai-compatible", title: "the server", keyVariables: ["OPENAI_API_KEY"],
    addressVariable: "OPENAI_BASE_URL", exampleAddress: "http://127.0.0.1:8080/v1",
    wire: OpenAIChat(), directory: .openAI, abilities: [.anyServer, .local, .keyOfServer])
}
