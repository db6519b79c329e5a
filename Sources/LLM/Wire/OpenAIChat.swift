import Foundation

/// OpenAI's Chat Completions API, as it and the many servers with the same API speak it.
struct OpenAIChat: WireFormat {
  func encode(_ request: ModelRequest, options: WireOptions) throws -> WireRequest {
    let limit = request.maxOutputTokens.map { min($0, options.knownOutputLimit ?? $0) }
    let dialect = options.dialect
    let system =
      request.system.isEmpty ? [] : [WireMessage(role: "system", content: request.system)]
    let effort = dialect.sendsEffort ? options.effort : nil
    let body = Body(
      model: options.model, stream: true,
      streamOptions: dialect.asksForUsage ? .init(includeUsage: true) : nil,
      messages: system + WireMessage.turns(of: request),
      maxTokens: dialect.limitField == .maxTokens ? limit : nil,
      maxCompletionTokens: dialect.limitField == .maxCompletionTokens ? limit : nil,
      reasoningEffort: options.server.effort == .reasoningEffort ? effort?.rawValue : nil,
      reasoning: options.server.effort == .reasoningObject
        ? effort.map { .init(effort: $0.rawValue) } : nil,
      enableThinking: options.server.effort == .thinkingBudget ? effort.map { _ in true } : nil,
      thinkingBudget: options.server.effort == .thinkingBudget ? effort?.thinkingBudget : nil)
    return WireRequest(
      path: "/chat/completions", headers: options.server.headers(key: options.key),
      body: Array(try WireMessage.encoder().encode(body)), outputLimit: limit)
  }

  func decode(_ event: ServerSentEvent, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    if event.data.allSatisfy(\.isWhitespace) { return [] }
    if event.data.hasPrefix("[DONE]") {
      answer.phase = .done
      return flush(&answer)
    }
    guard let json = JSON(parsing: event.data) else { throw .notJSON(event.data) }
    if let problem = ProviderProblem(inStream: json, event: event.name) { throw .problem(problem) }
    answer.model = json["model"].string ?? answer.model
    take(usage: json["usage"], into: &answer)
    let choice = json["choices"][0]
    let finish = choice["finish_reason"].string
    if let finish, Self.failures.contains(finish) {
      throw .problem(ProviderProblem(message: finish, type: "overloaded_error"))
    }
    return content(choice["delta"], into: &answer) + take(finish: finish, into: &answer)
  }

  func decode(whole json: JSON, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
  {
    if let problem = ProviderProblem(inStream: json, event: nil) { throw .problem(problem) }
    let choice = json["choices"][0]
    guard choice.isObject else { return [] }
    answer.model = json["model"].string
    take(usage: json["usage"], into: &answer)
    let events =
      content(choice["message"], into: &answer)
      + take(finish: choice["finish_reason"].string, into: &answer)
    answer.phase = .done
    return events + flush(&answer)
  }

  /// Finish reasons that report a failure of the server.
  private static let failures = ["error", "insufficient_system_resource"]

  private func content(_ delta: JSON, into answer: inout ArrivingAnswer) -> [ModelEvent] {
    // One name or the other; OpenRouter sends the same words under both.
    let reasoning = delta["reasoning_content"].string ?? delta["reasoning"].string
    var events = answer.reasoning(reasoning)
    if let text = delta["content"].string, !text.isEmpty {
      let parts = answer.thinking.take(text)
      events += answer.reasoning(parts.reasoning) + answer.text(parts.text)
    }
    if let refusal = delta["refusal"].string, !refusal.isEmpty {
      answer.refuse(adding: refusal)
    }
    return events
  }

  private func take(finish reason: String?, into answer: inout ArrivingAnswer) -> [ModelEvent] {
    guard let reason, !reason.isEmpty else { return [] }
    answer.settle()
    if answer.ending == .complete {
      switch reason {
      case "stop", "eos", "stop_sequence": break
      case "length":
        answer.ending = .truncated
        answer.detail = reason
      case "content_filter":
        answer.ending = .refused
        answer.detail = reason
      default: answer.detail = reason
      }
    }
    return flush(&answer)
  }

  /// Hands on what was held back as a possible tag.
  private func flush(_ answer: inout ArrivingAnswer) -> [ModelEvent] {
    let rest = answer.thinking.end()
    return answer.reasoning(rest.reasoning) + answer.text(rest.text)
  }

  /// Counts may come with any chunk; the last ones stand.
  private func take(usage: JSON, into answer: inout ArrivingAnswer) {
    guard usage.isObject else { return }
    let old = answer.tokens
    let inputDetails = usage["prompt_tokens_details"]
    answer.tokens = TokenCounts(
      input: usage["prompt_tokens"].count ?? usage["input_tokens"].count ?? old.input,
      cacheRead: inputDetails["cached_tokens"].count ?? usage["prompt_cache_hit_tokens"].count
        ?? old.cacheRead,
      cacheWritten: inputDetails["cache_write_tokens"].count ?? old.cacheWritten,
      output: usage["completion_tokens"].count ?? usage["output_tokens"].count ?? old.output,
      reasoning: usage["completion_tokens_details"]["reasoning_tokens"].count ?? old.reasoning)
  }

  private struct Body: Encodable {
    var model: String
    var stream: Bool
    var streamOptions: StreamOptions?
    var messages: [WireMessage]
    var maxTokens: Int?
    var maxCompletionTokens: Int?
    var reasoningEffort: String?
    var reasoning: Reasoning?
    var enableThinking: Bool?
    var thinkingBudget: Int?
  }

  private struct StreamOptions: Encodable {
    var includeUsage: Bool
  }

  private struct Reasoning: Encodable {
    var effort: String
  }
}
