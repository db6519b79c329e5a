/// What is known about a server with OpenAI's chat API by the host of its address.
struct ServerProfile: Sendable, Equatable {
  /// Where the wish for more or less thinking is written.
  enum EffortField: Sendable {
    /// `"reasoning_effort": "low"`.
    case reasoningEffort
    /// `"reasoning": {"effort": "low"}`.
    case reasoningObject
    /// `"enable_thinking": true, "thinking_budget": 1024`.
    case thinkingBudget
  }

  /// The name for people.
  var title = "the server"
  /// The variable that is looked at for its key before `OPENAI_API_KEY`.
  var keyVariable: String?
  /// The header that carries the key as it is; nil for `authorization: Bearer`.
  var keyHeader: String?
  var effort = EffortField.reasoningEffort
  var limitField = Dialect.LimitField.maxTokens

  /// The profile of the server at `address`.
  static func of(_ address: ServerAddress) -> ServerProfile {
    let host = address.host.lowercased()
    return known.first { host == $0.host || host.hasSuffix("." + $0.host) }?.profile
      ?? ServerProfile()
  }

  private static let known: [(host: String, profile: ServerProfile)] = [
    ("api.openai.com", ServerProfile(title: "OpenAI", limitField: .maxCompletionTokens)),
    (
      "openrouter.ai",
      ServerProfile(
        title: "OpenRouter", keyVariable: "OPENROUTER_API_KEY", effort: .reasoningObject)
    ),
    ("api.deepseek.com", ServerProfile(title: "DeepSeek", keyVariable: "DEEPSEEK_API_KEY")),
    ("api.groq.com", ServerProfile(title: "Groq", keyVariable: "GROQ_API_KEY")),
    (
      "aliyuncs.com",
      ServerProfile(
        title: "DashScope", keyVariable: "DASHSCOPE_API_KEY", effort: .thinkingBudget)
    ),
    ("openai.azure.com", azure), ("cognitiveservices.azure.com", azure),
    ("services.ai.azure.com", azure),
  ]

  private static let azure = ServerProfile(
    title: "Azure OpenAI", keyVariable: "AZURE_OPENAI_API_KEY", keyHeader: "api-key",
    limitField: .maxCompletionTokens)

  /// The headers of a request to it.
  func headers(key: String?) -> [String: String] {
    var headers = ["content-type": "application/json", "accept": "text/event-stream"]
    if let keyHeader {
      headers[keyHeader] = key
    } else {
      headers["authorization"] = key.map { "Bearer \($0)" }
    }
    return headers
  }
}
