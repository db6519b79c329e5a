import Foundation

/// Ollama's own API, `/api/chat`: one JSON object a line.
///
/// Its OpenAI-compatible one cannot set the context, and a prompt longer than the context is cut at the
/// front without a word. So the context is sized from the prompt, cutting and shifting are switched off
/// (servers before October 2025 do not know these two fields), and `mayCutPrompts` lets the number of
/// tokens that were read be compared with what was sent.
struct Ollama: WireFormat {
  /// The room for an answer if no limit is asked for.
  static let defaultOutputLimit = 8192
  /// Contexts that are asked for: few, since the server loads the model again for another one.
  static let contexts = [8192, 16384, 32768, 65536, 131_072, 262_144]

  var framing: Framing { .lines }
  var mayCutPrompts: Bool { true }

  func encode(_ request: ModelRequest, options: WireOptions) throws -> WireRequest {
    let messages =
      (request.system.isEmpty ? [] : [WireMessage(role: "system", content: request.system)])
      + WireMessage.turns(of: request)
    // Three bytes a token: code and other languages than English need more tokens than prose.
    let prompt = messages.reduce(0) { $0 + $1.content.utf8.count / 3 + 8 }
    let wanted = request.maxOutputTokens ?? Self.defaultOutputLimit
    let context = Self.context(for: prompt + wanted, most: options.knownContext)
    let limit = max(1, min(wanted, context - prompt))
    let effort = options.dialect.sendsEffort ? options.effort : nil
    let body = Body(
      model: options.model, stream: true, messages: messages,
      options: .init(numCtx: context, numPredict: limit), think: effort?.rawValue,
      truncate: false, shift: false, keepAlive: "10m")
    var headers = ["content-type": "application/json", "accept": "application/x-ndjson"]
    headers["authorization"] = options.key.map { "Bearer \($0)" }
    return WireRequest(
      path: "/api/chat", headers: headers, body: Array(try WireMessage.encoder().encode(body)),
      outputLimit: limit)
  }

  /// The smallest context that holds `tokens`, within what the model can.
  static func context(for tokens: Int, most: Int?) -> Int {
    let step = contexts.first { $0 >= tokens } ?? (tokens + 1023) / 1024 * 1024
    return most.map { min($0, step) } ?? step
  }

  func decode(_ event: ServerSentEvent, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    guard let json = JSON(parsing: event.data) else { throw .notJSON(event.data) }
    return try decode(whole: json, into: &answer)
  }

  func decode(whole json: JSON, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    if let problem = ProviderProblem(inStream: json, event: nil) { throw .problem(problem) }
    guard json.isObject else { throw .malformed("no object") }
    answer.model = json["model"].string ?? answer.model
    let message = json["message"]
    var events = answer.reasoning(message["thinking"].string)
    if let text = message["content"].string, !text.isEmpty {
      let parts = answer.thinking.take(text)
      events += answer.reasoning(parts.reasoning) + answer.text(parts.text)
    }
    guard json["done"].bool == true else { return events }
    // Counts of zero are left out.
    answer.tokens = TokenCounts(
      input: json["prompt_eval_count"].count, output: json["eval_count"].count)
    switch json["done_reason"].string {
    case nil, "", "stop": break
    case "length":
      answer.ending = .truncated
      answer.detail = "length"
    case let reason?: answer.detail = reason
    }
    answer.phase = .done
    let rest = answer.thinking.end()
    return events + answer.reasoning(rest.reasoning) + answer.text(rest.text)
  }

  private struct Body: Encodable {
    var model: String
    var stream: Bool
    var messages: [WireMessage]
    var options: Options
    var think: String?
    var truncate: Bool
    var shift: Bool
    var keepAlive: String
  }

  private struct Options: Encodable {
    var numCtx: Int
    var numPredict: Int
  }
}
