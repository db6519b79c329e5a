import Foundation

/// OpenAI's Responses API: the request, and the events of the answer.
///
/// Nothing is stored there (`store` would be on by default). Event names repeat the `type` in the
/// data, and some servers leave them out, so only the data is read.
struct OpenAIResponses: WireFormat {
  func encode(_ request: ModelRequest, options: WireOptions) throws -> WireRequest {
    let limit = request.maxOutputTokens.map { min($0, options.knownOutputLimit ?? $0) }
    let dialect = options.dialect
    let effort = dialect.sendsEffort ? options.effort : nil
    let summary = dialect.asksForReasoning && (effort != nil || Self.thinks(options.model))
    let body = Body(
      model: options.model, stream: true, store: false,
      instructions: request.system.isEmpty ? nil : request.system,
      input: WireMessage.turns(of: request), maxOutputTokens: limit,
      reasoning: effort != nil || summary
        ? .init(effort: effort?.rawValue, summary: summary ? "auto" : nil) : nil,
      promptCacheKey: "wisp",
      streamOptions: dialect.asksForUsage ? .init(includeObfuscation: false) : nil)
    return WireRequest(
      path: "/responses", headers: options.server.headers(key: options.key),
      body: Array(try WireMessage.encoder().encode(body)), outputLimit: limit)
  }

  func decode(_ event: ServerSentEvent, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    if event.data.allSatisfy(\.isWhitespace) { return [] }
    if event.data.hasPrefix("[DONE]") {
      if answer.phase != .open { answer.phase = .done }
      return []
    }
    guard let json = JSON(parsing: event.data) else { throw .notJSON(event.data) }
    if let problem = ProviderProblem(inStream: json, event: event.name) { throw .problem(problem) }
    let response = json["response"]
    switch json["type"].string {
    case "response.created", "response.in_progress":
      answer.model = response["model"].string ?? answer.model
    case "response.output_item.added", "response.output_item.done":
      if json["item"]["phase"].string == "commentary" {
        answer.responses.commentary.insert(json["output_index"].count ?? 0)
      }
    case "response.output_text.delta":
      guard let text = json["delta"].string else { return [] }
      // Talk about the progress is no part of the answer.
      if answer.responses.commentary.contains(json["output_index"].count ?? 0) {
        return answer.reasoning(text)
      }
      answer.responses.text += text
      return answer.text(text)
    case "response.refusal.delta":
      answer.refuse(adding: json["delta"].string ?? "")
    case "response.reasoning_summary_part.added":
      return (json["summary_index"].count ?? 0) > 0 ? answer.reasoning("\n\n") : []
    case "response.reasoning_summary_text.delta", "response.reasoning_text.delta":
      return answer.reasoning(json["delta"].string)
    case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
      return try end(response, into: &answer)
    default: break
    }
    return []
  }

  func decode(whole json: JSON, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    if let problem = ProviderProblem(inStream: json, event: nil) { throw .problem(problem) }
    guard json["output"].isArray || json["status"].string != nil else { return [] }
    var events: [ModelEvent] = []
    for item in json["output"].array where item["type"].string == "reasoning" {
      for part in item["summary"].array { events += answer.reasoning(part["text"].string) }
    }
    return try events + end(json, into: &answer)
  }

  /// Reads the response object that ends the answer.
  private func end(_ response: JSON, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    answer.model = response["model"].string ?? answer.model
    take(usage: response["usage"], into: &answer)
    var whole = ""
    for item in response["output"].array where item["type"].string == "message" {
      for part in item["content"].array {
        if part["type"].string == "refusal", answer.ending != .refused {
          answer.refuse(adding: part["refusal"].string ?? "")
        }
        if item["phase"].string != "commentary", part["type"].string == "output_text" {
          whole += part["text"].string ?? ""
        }
      }
    }
    switch response["status"].string {
    case "failed":
      let error = response["error"]
      throw .problem(
        ProviderProblem(
          message: error["message"].string ?? "the response failed", code: error["code"].word))
    case "cancelled": throw .problem(ProviderProblem(message: "the response was cancelled"))
    case "incomplete":
      let reason = response["incomplete_details"]["reason"].string ?? "incomplete"
      answer.ending = reason == "content_filter" ? .refused : .truncated
      answer.detail = reason
    default: break
    }
    answer.phase = .done
    // What the events did not bring.
    let streamed = answer.responses.text.utf8
    guard whole.utf8.starts(with: streamed) else { return [] }
    return answer.text(String(decoding: whole.utf8.dropFirst(streamed.count), as: UTF8.self))
  }

  private func take(usage: JSON, into answer: inout ArrivingAnswer) {
    guard usage.isObject else { return }
    let details = usage["input_tokens_details"]
    answer.tokens = TokenCounts(
      input: usage["input_tokens"].count, cacheRead: details["cached_tokens"].count,
      cacheWritten: details["cache_write_tokens"].count, output: usage["output_tokens"].count,
      reasoning: usage["output_tokens_details"]["reasoning_tokens"].count)
  }

  /// Whether a model is known to think, so that a summary of it can be asked for.
  static func thinks(_ model: String) -> Bool {
    model.firstMatch(of: /^(?:gpt-(?:[5-9]|\d\d)|o[1-9])(?:[.\-]|$)/) != nil
  }

  private struct Body: Encodable {
    var model: String
    var stream: Bool
    var store: Bool
    var instructions: String?
    var input: [WireMessage]
    var maxOutputTokens: Int?
    var reasoning: Reasoning?
    var promptCacheKey: String
    var streamOptions: StreamOptions?
  }

  private struct Reasoning: Encodable {
    var effort: String?
    var summary: String?
  }

  private struct StreamOptions: Encodable {
    var includeObfuscation: Bool
  }
}

/// What of a response's events has to be remembered.
struct ResponseProgress: Equatable {
  /// The output items that are talk about the progress.
  var commentary: Set<Int> = []
  /// The answer's text so far.
  var text = ""
}
