/// The providers that this module speaks to, as the part of a model's name before the slash.
enum Provider: String, CaseIterable, Sendable {
  case anthropic
  case openai
  case gemini
  case ollama
  case openAICompatible = "openai-compatible"

  /// Those with a key of their own, in the order in which they are chosen.
  static let hosted: [Provider] = [.anthropic, .openai, .gemini]

  /// The name for people.
  var title: String {
    switch self {
    case .anthropic: "Anthropic"
    case .openai: "OpenAI"
    case .gemini: "Gemini"
    case .ollama: "Ollama"
    case .openAICompatible: "the server"
    }
  }

  /// The variables that may hold its key, the first that is set counts.
  var keyVariables: [String] {
    switch self {
    case .anthropic: ["ANTHROPIC_API_KEY"]
    case .openai, .openAICompatible: ["OPENAI_API_KEY"]
    case .gemini: ["GEMINI_API_KEY", "GOOGLE_API_KEY"]
    case .ollama: ["OLLAMA_API_KEY"]
    }
  }

  var addressVariable: String {
    switch self {
    case .anthropic: "ANTHROPIC_BASE_URL"
    case .openai, .openAICompatible: "OPENAI_BASE_URL"
    case .gemini: "GOOGLE_GEMINI_BASE_URL"
    case .ollama: "OLLAMA_HOST"
    }
  }

  /// The address where the variable is not set; nil where there is none.
  var usualAddress: String? {
    switch self {
    case .anthropic: "https://api.anthropic.com"
    case .openai: "https://api.openai.com/v1"
    case .gemini: "https://generativelanguage.googleapis.com"
    case .ollama: "http://127.0.0.1:11434"
    case .openAICompatible: nil
    }
  }

  /// The version that belongs to the path of each request, not to the address: with it in the address it
  /// would be there twice.
  var versionInPath: String? {
    switch self {
    case .anthropic: "/v1"
    case .gemini: "/v1beta"
    case .openai, .ollama, .openAICompatible: nil
    }
  }

  /// Whether requests without a key make no sense anywhere but on this machine.
  var needsKey: Bool { Self.hosted.contains(self) }

  /// The model where none is named: a default of wisp, not of the provider, chosen in November 2026
  /// as the middle of each range.
  var defaultModel: String? {
    switch self {
    case .anthropic: "claude-sonnet-5-5"
    case .openai: "gpt-5.5"
    case .gemini: "gemini-3.8-flash"
    case .ollama, .openAICompatible: nil
    }
  }

  var wire: any WireFormat {
    switch self {
    case .anthropic: AnthropicMessages()
    case .openai: OpenAIResponses()
    case .gemini: Gemini()
    case .ollama: Ollama()
    case .openAICompatible: OpenAIChat()
    }
  }
}
