import Foundation

/// Anthropic's Messages API, version 2026-10-21.
///
/// Sampling values are never sent: that version answers them with 400, as newer models do a
/// trailing assistant turn.
struct AnthropicMessages: WireFormat {
  static let version = "2026-10-21"
  /// The API wants a limit; thinking counts against it, so it is generous.
  static let defaultOutputLimit = 32000

  func encode(_ request: ModelRequest, options: WireOptions) throws -> WireRequest {
    let wanted = request.maxOutputTokens ?? Self.defaultOutputLimit
    let limit = min(wanted, options.knownOutputLimit ?? wanted)
    let system =
      request.system.isEmpty
      ? nil : [SystemBlock(text: request.system, cacheControl: .init(type: "ephemeral"))]
    let body = Body(
      model: options.model, maxTokens: limit, stream: true, system: system,
      messages: WireMessage.turns(of: request))
    var headers = [
      "anthropic-version": Self.version, "content-type": "application/json",
      "accept": "text/event-stream",
    ]
    headers["x-api-key"] = options.key
    return WireRequest(
      path: "/v1/messages", headers: headers, body: Array(try WireMessage.encoder().encode(body)),
      outputLimit: limit)
  }

  func decode(_ event: ServerSentEvent, into answer: inout Answer) throws(AnswerFault)
    -> [ModelEvent]
  {
    // Gateways add heartbeats without data, and the end mark of the other API.
    if event.data.isEmpty || event.data == "[DONE]" { return [] }
    guard let json = JSON(parsing: event.data) else { throw .notJSON(event.data) }
    if let problem = ProviderProblem(inStream: json, event: event.name) { throw .problem(problem) }
    switch json["type"].string {
    case "message_start":
      answer.model = json["message"]["model"].string ?? answer.model
      take(usage: json["message"]["usage"], into: &answer)
    case "content_block_start":
      return content(json["content_block"], into: &answer)
    case "content_block_delta":
      return answer.reasoning(json["delta"]["thinking"].string)
        + answer.text(json["delta"]["text"].string)
    case "message_delta":
      take(usage: json["usage"], into: &answer)
      take(stop: json["delta"], into: &answer)
    case "message_stop":
      answer.phase = .done
    default: break
    }
    return []
  }

  func decode(whole json: JSON, into answer: inout Answer) throws(AnswerFault) -> [ModelEvent] {
    if let problem = ProviderProblem(inStream: json, event: nil) { throw .problem(problem) }
    guard json["content"].array.first != nil || !json["stop_reason"].isNull else { return [] }
    answer.model = json["model"].string
    take(usage: json["usage"], into: &answer)
    take(stop: json, into: &answer)
    var events: [ModelEvent] = []
    for block in json["content"].array { events += content(block, into: &answer) }
    answer.phase = .done
    return events
  }

  private func content(_ block: JSON, into answer: inout Answer) -> [ModelEvent] {
    switch block["type"].string {
    case "text": answer.text(block["text"].string)
    case "thinking": answer.reasoning(block["thinking"].string)
    default: []
    }
  }

  /// The counts are totals so far: each one given replaces the one before.
  private func take(usage: JSON, into answer: inout Answer) {
    let old = answer.tokens
    answer.tokens = TokenCounts(
      input: usage["input_tokens"].count ?? old.input,
      cacheRead: usage["cache_read_input_tokens"].count ?? old.cacheRead,
      cacheWritten: usage["cache_creation_input_tokens"].count ?? old.cacheWritten,
      output: usage["output_tokens"].count ?? old.output,
      reasoning: usage["output_tokens_details"]["thinking_tokens"].count ?? old.reasoning,
      cacheIsInside: false)
  }

  private func take(stop: JSON, into answer: inout Answer) {
    guard let reason = stop["stop_reason"].string else { return }
    answer.settle()
    switch reason {
    case "end_turn", "stop_sequence": break
    case "max_tokens", "model_context_window_exceeded":
      answer.ending = .truncated
      answer.detail = reason
    case "refusal":
      answer.ending = .refused
      let details = stop["stop_details"]
      let words = [details["category"].string, details["explanation"].string].compactMap { $0 }
      answer.detail = words.isEmpty ? reason : words.joined(separator: ": ")
    default: answer.detail = reason
    }
  }

  private struct Body: Encodable {
    var model: String
    var maxTokens: Int
    var stream: Bool
    var system: [SystemBlock]?
    var messages: [WireMessage]
  }

  private struct SystemBlock: Encodable {
    var type = "text"
    var text: String
    var cacheControl: CacheControl
  }

  private struct CacheControl: Encodable {
    var type: String
  }
}
