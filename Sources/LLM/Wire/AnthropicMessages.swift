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
      ? nil : [TextBlock(text: request.system, cacheControl: .init(type: "ephemeral"))]
    let effort = options.dialect.sendsEffort ? options.effort : nil
    let shows = options.dialect.asksForReasoning && Self.thinks(options.model)
    let body = Body(
      model: options.model, maxTokens: limit, stream: true, system: system,
      messages: Self.messages(WireMessage.turns(of: request)),
      thinking: shows ? .init(type: "adaptive", display: "summarized") : nil,
      outputConfig: effort.map { .init(effort: $0.rawValue) })
    var headers = [
      "anthropic-version": Self.version, "content-type": "application/json",
      "accept": "text/event-stream",
    ]
    headers["x-api-key"] = options.key
    return WireRequest(
      path: "/v1/messages", headers: headers, body: Array(try WireMessage.encoder().encode(body)),
      outputLimit: limit)
  }

  /// The messages; of a conversation that goes on the end is a cache point, since the next request
  /// begins with all of it.
  private static func messages(_ turns: [WireMessage]) -> [TurnMessage] {
    turns.enumerated().map { index, turn in
      let isCachePoint = turns.count > 1 && index == turns.count - 1
      return TurnMessage(
        role: turn.role,
        content: isCachePoint
          ? .blocks([TextBlock(text: turn.content, cacheControl: .init(type: "ephemeral"))])
          : .text(turn.content))
    }
  }

  func decode(_ event: ServerSentEvent, into answer: inout ArrivingAnswer) throws(AnswerFault)
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

  func decode(whole json: JSON, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
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

  private func content(_ block: JSON, into answer: inout ArrivingAnswer) -> [ModelEvent] {
    switch block["type"].string {
    case "text": answer.text(block["text"].string)
    case "thinking": answer.reasoning(block["thinking"].string)
    default: []
    }
  }

  /// The counts are totals so far: each one given replaces the one before.
  private func take(usage: JSON, into answer: inout ArrivingAnswer) {
    let old = answer.tokens
    answer.tokens = TokenCounts(
      input: usage["input_tokens"].count ?? old.input,
      cacheRead: usage["cache_read_input_tokens"].count ?? old.cacheRead,
      cacheWritten: usage["cache_creation_input_tokens"].count ?? old.cacheWritten,
      output: usage["output_tokens"].count ?? old.output,
      reasoning: usage["output_tokens_details"]["thinking_tokens"].count ?? old.reasoning,
      cacheIsInside: false)
  }

  private func take(stop: JSON, into answer: inout ArrivingAnswer) {
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

  /// Whether a model thinks by default, so that asking for a summary changes nothing else.
  static func thinks(_ model: String) -> Bool {
    model.firstMatch(of: /^claude-[a-z]+-(?:[5-9]|\d\d)(?:-|$)/) != nil
  }

  private struct Body: Encodable {
    var model: String
    var maxTokens: Int
    var stream: Bool
    var system: [TextBlock]?
    var messages: [TurnMessage]
    var thinking: Thinking?
    var outputConfig: OutputConfig?
  }

  private struct Thinking: Encodable {
    var type: String
    var display: String
  }

  private struct OutputConfig: Encodable {
    var effort: String
  }

  private struct TurnMessage: Encodable {
    enum Content: Encodable {
      case text(String)
      case blocks([TextBlock])

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .blocks(let blocks): try container.encode(blocks)
        }
      }
    }

    var role: String
    var content: Content
  }

  private struct TextBlock: Encodable {
    var type = "text"
    var text: String
    var cacheControl: CacheControl
  }

  private struct CacheControl: Encodable {
    var type: String
  }
}
