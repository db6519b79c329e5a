extension ProviderProblem {
  /// What the problem means: by code and type where they say it, else by status.
  ///
  /// Only one thing is read from the message alone: that the prompt is too long has no code with
  /// most providers, and only the advice depends on it.
  var kind: ModelError.Kind {
    let names = [type, code].compactMap { $0?.lowercased() }
    if names.contains(where: Self.contextCodes.contains) || saysContextTooLong {
      return .contextTooLong
    }
    if names.contains(where: Self.creditCodes.contains) || effectiveStatus == 402
      || message.lowercased().contains("credit balance is too low")
    {
      return .noCredit
    }
    if names.contains(where: Self.refusalCodes.contains) { return .refused }
    if effectiveStatus == 413 { return .contextTooLong }
    for name in names {
      guard let kind = Self.kindsByType[name] else { continue }
      guard kind == .overloaded else { return kind }
      if isOurs { return .protocolError }
      // Gateways write these beside any status; one that blames the request is right.
      if !(Self.vagueTypes.contains(name) && 400..<500 ~= effectiveStatus) { return kind }
    }
    return switch effectiveStatus {
    case 401: .badKey
    case 403: message.lowercased().contains("moderation") ? .refused : .badKey
    case 404: .unknownModel
    case 408, 504: .timedOut
    case 429: .rateLimit
    case 500...: isOurs ? .protocolError : .overloaded
    default: .protocolError
    }
  }

  /// True if the same request may succeed a little later.
  var isTransient: Bool {
    switch kind {
    case .rateLimit, .timedOut: true
    // Ollama answers 500 where its runner died, of too little memory as a rule.
    case .overloaded: !(type == Self.plainType && status == 500)
    default: false
    }
  }

  /// True if the server is still loading the model: that passes, but may take minutes.
  var isLoading: Bool { status == 503 && message.lowercased().contains("loading model") }

  /// True if it is the model that the server does not know, not the address.
  var namesModel: Bool { kind == .unknownModel && message.lowercased().contains("model") }

  /// The status, or the code of an error within a stream where that is a status.
  private var effectiveStatus: Int { status ?? code.flatMap { Int($0) } ?? 0 }

  /// llama-server answers malformed and incomplete requests with 500.
  private var isOurs: Bool {
    message.hasPrefix("[json.exception") || message.contains("is required")
  }

  private var saysContextTooLong: Bool {
    guard [0, 400, 413, 422, 500].contains(effectiveStatus) else { return false }
    let text = message.lowercased()
    if text.contains("contextwindowexceeded") || text.contains("prompt is too long")
      || text.contains("too many tokens") || text.contains("maximum context")
    {
      return true
    }
    if text.contains("exceeds the maximum number of tokens") { return true }
    return text.contains("context") && (text.contains("exceed") || text.contains("too long"))
      && ["length", "window", "size"].contains { text.contains($0) }
  }

  private static let contextCodes: Set<String> = [
    "context_length_exceeded", "exceed_context_size_error",
  ]

  private static let creditCodes: Set<String> = [
    "billing_error", "insufficient_quota", "credit_balance_exhausted",
    "organization_spend_limit_exceeded", "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded", "enforced_spend_limit_reached",
    "contract_spend_limit_reached", "arrearage", "quota_per_day",
  ]

  private static let refusalCodes: Set<String> = [
    "content_filter", "content_policy_violation", "data_inspection_failed", "invalid_prompt",
    "bio_policy", "misalignment_policy_violation",
  ]

  private static let vagueTypes: Set<String> = [
    "api_error", "server_error", "internal_server_error", "internal",
  ]

  private static let kindsByType: [String: ModelError.Kind] = [
    "authentication_error": .badKey, "invalid_api_key": .badKey, "permission_error": .badKey,
    "not_found_error": .unknownModel, "model_not_found": .unknownModel,
    "request_too_large": .contextTooLong,
    "rate_limit_error": .rateLimit, "rate_limit_exceeded": .rateLimit, "slow_down": .rateLimit,
    "timeout_error": .timedOut,
    "overloaded_error": .overloaded, "api_error": .overloaded, "server_error": .overloaded,
    "internal_server_error": .overloaded, "server_is_overloaded": .overloaded,
    "unavailable_error": .overloaded,
    "unauthenticated": .badKey, "permission_denied": .badKey, "api_key_invalid": .badKey,
    "not_found": .unknownModel, "resource_exhausted": .rateLimit, "unavailable": .overloaded,
    "internal": .overloaded, "deadline_exceeded": .timedOut,
  ]
}
