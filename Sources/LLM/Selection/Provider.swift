/// The providers that this module speaks to, as the part of a model's name before the slash.
enum Provider: String, CaseIterable, Sendable {
  case anthropic
  case openai
  case openAICompatible = "openai-compatible"

  /// The name for people.
  var title: String {
    switch self {
    case .anthropic: "Anthropic"
    case .openai: "OpenAI"
    case .openAICompatible: "the server"
    }
  }

  var keyVariable: String { self == .anthropic ? "ANTHROPIC_API_KEY" : "OPENAI_API_KEY" }
  var addressVariable: String { self == .anthropic ? "ANTHROPIC_BASE_URL" : "OPENAI_BASE_URL" }

  /// The address where the variable is not set; nil where there is none.
  var usualAddress: String? {
    switch self {
    case .anthropic: "https://api.anthropic.com"
    case .openai: "https://api.openai.com/v1"
    case .openAICompatible: nil
    }
  }

  /// The model where none is named: a default of wisp, not of the provider, chosen in November 2026
  /// as the middle of each range.
  var defaultModel: String? {
    switch self {
    case .anthropic: "claude-sonnet-5-5"
    case .openai: "gpt-5.5"
    case .openAICompatible: nil
    }
  }

  var wire: any WireFormat {
    switch self {
    case .anthropic: AnthropicMessages()
    case .openai, .openAICompatible: OpenAIChat()
    }
  }
}
