import Foundation

/// Google's Gemini API, `streamGenerateContent` as an event stream.
///
/// The key goes in a header, never in the address: addresses end up in logs. The stream has no end
/// mark but a candidate's `finishReason`.
struct Gemini: WireFormat {
  func encode(_ request: ModelRequest, options: WireOptions) throws -> WireRequest {
    let limit = request.maxOutputTokens.map { min($0, options.knownOutputLimit ?? $0) }
    let thinking = Self.thinking(options)
    let body = Body(
      systemInstruction: request.system.isEmpty ? nil : Content(text: request.system),
      contents: WireMessage.turns(of: request).map {
        Content(
          role: $0.role == Message.Role.assistant.rawValue ? "model" : $0.role, text: $0.content)
      },
      generationConfig: limit == nil && thinking == nil
        ? nil : .init(maxOutputTokens: limit, thinkingConfig: thinking))
    var headers = ["content-type": "application/json", "accept": "text/event-stream"]
    headers["x-goog-api-key"] = options.key
    let encoder = WireMessage.encoder()
    encoder.keyEncodingStrategy = .useDefaultKeys
    return WireRequest(
      path: "/v1beta/models/\(Self.pathComponent(options.model)):streamGenerateContent?alt=sse",
      headers: headers, body: Array(try encoder.encode(body)), outputLimit: limit)
  }

  func decode(_ event: ServerSentEvent, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    if event.data.allSatisfy(\.isWhitespace) || event.data.hasPrefix("[DONE]") { return [] }
    guard let json = JSON(parsing: event.data) else { throw .notJSON(event.data) }
    return try take(json, event: event.name, into: &answer)
  }

  /// Without `alt=sse` the answer is an array of what the events would hold.
  func decode(whole json: JSON, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    var events: [ModelEvent] = []
    for part in json.isArray ? json.array : [json] {
      events += try take(part, event: nil, into: &answer)
    }
    if answer.phase == .settled { answer.phase = .done }
    return events
  }

  private func take(_ json: JSON, event: String?, into answer: inout ArrivingAnswer)
    throws(AnswerFault)
    -> [ModelEvent]
  {
    let json = json.isArray ? json[0] : json
    if let problem = ProviderProblem(inStream: json, event: event) { throw .problem(problem) }
    answer.model = json["modelVersion"].string ?? answer.model
    take(usage: json["usageMetadata"], into: &answer)
    var events: [ModelEvent] = []
    let candidate = json["candidates"][0]
    for part in candidate["content"]["parts"].array {
      let text = part["text"].string
      events += part["thought"].bool == true ? answer.reasoning(text) : answer.text(text)
    }
    if let reason = json["promptFeedback"]["blockReason"].string {
      answer.settle()
      answer.ending = .refused
      answer.detail = json["promptFeedback"]["blockReasonMessage"].string ?? reason
    }
    if let reason = candidate["finishReason"].string {
      try finish(reason, message: candidate["finishMessage"].string, &answer)
    }
    return events
  }

  private func finish(_ reason: String, message: String?, _ answer: inout ArrivingAnswer)
    throws(AnswerFault)
  {
    switch reason {
    case "STOP": break
    case "MAX_TOKENS", "CONTINUATION":
      answer.ending = .truncated
      answer.detail = reason
    case _ where Self.refusals.contains(reason) || reason.hasPrefix("IMAGE_"):
      answer.ending = .refused
      answer.detail = message ?? reason
    case _ where Self.failures.contains(reason):
      throw .problem(ProviderProblem(message: message ?? reason, code: reason))
    default: answer.detail = reason
    }
    answer.settle()
  }

  /// Counts grow from event to event; thoughts are output, but not among the candidates' tokens.
  private func take(usage: JSON, into answer: inout ArrivingAnswer) {
    guard usage.isObject else { return }
    let old = answer.tokens
    let thoughts = usage["thoughtsTokenCount"].count
    let visible = usage["candidatesTokenCount"].count
    answer.tokens = TokenCounts(
      input: usage["promptTokenCount"].count ?? old.input,
      cacheRead: usage["cachedContentTokenCount"].count ?? old.cacheRead,
      output: visible == nil && thoughts == nil ? old.output : (visible ?? 0) + (thoughts ?? 0),
      reasoning: thoughts ?? old.reasoning)
  }

  private static let refusals: Set<String> = [
    "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "ESCALATION",
    "MODEL_ARMOR", "PUP_LIMITED_DISABLED",
  ]

  private static let failures: Set<String> = [
    "OTHER", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS",
    "MISSING_THOUGHT_SIGNATURE", "MALFORMED_RESPONSE",
  ]

  // MARK: Thinking

  /// Models before 3 take a number of tokens, later ones a level; those before 2.5 do not think.
  private static func thinking(_ options: WireOptions) -> ThinkingConfig? {
    let version = options.model.firstMatch(of: /gemini-(\d+(?:\.\d+)?)/).flatMap { Double($0.1) }
    let effort = options.dialect.sendsEffort ? options.effort : nil
    let shows = options.dialect.asksForReasoning && (effort != nil || (version ?? 0) >= 2.5)
    guard effort != nil || shows else { return nil }
    let takesLevel = (version ?? 3) >= 3
    return ThinkingConfig(
      thinkingLevel: takesLevel ? effort?.rawValue.uppercased() : nil,
      thinkingBudget: takesLevel ? nil : effort?.thinkingBudget,
      includeThoughts: shows ? true : nil)
  }

  /// A model's name as one part of a path.
  private static func pathComponent(_ model: String) -> String {
    let name = model.hasPrefix("models/") ? String(model.dropFirst("models/".count)) : model
    return name.addingPercentEncoding(
      withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? name
  }

  private struct Body: Encodable {
    var systemInstruction: Content?
    var contents: [Content]
    var generationConfig: GenerationConfig?
  }

  private struct Content: Encodable {
    var role: String?
    var parts: [Part]

    init(role: String? = nil, text: String) {
      self.role = role
      parts = [Part(text: text)]
    }
  }

  private struct Part: Encodable {
    var text: String
  }

  private struct GenerationConfig: Encodable {
    var maxOutputTokens: Int?
    var thinkingConfig: ThinkingConfig?
  }

  private struct ThinkingConfig: Encodable {
    var thinkingLevel: String?
    var thinkingBudget: Int?
    var includeThoughts: Bool?
  }
}
