import Foundation

/// Writes a scripted answer in the wire format of the API that was asked.
enum WireScript {
  enum API {
    case messages
    case responses
    case chat
    case gemini
    case ollama

    /// The API that a request to `path` speaks; nil where it is none.
    init?(path: String) {
      switch path {
      case _ where path.hasSuffix("/v1/messages"): self = .messages
      case _ where path.hasSuffix("/responses"): self = .responses
      case _ where path.hasSuffix("/chat/completions"): self = .chat
      case _ where path.hasSuffix(":streamGenerateContent"): self = .gemini
      case _ where path.hasSuffix("/api/chat"): self = .ollama
      default: return nil
      }
    }

    var contentType: String { self == .ollama ? "application/x-ndjson" : "text/event-stream" }
  }

  static let model = "scripted"

  /// An answer to a question about the models; nil where `path` asks something else.
  static func list(path: String, method: String, models: [String]) -> String? {
    func items(_ item: (String) -> String) -> String {
      models.map(item).joined(separator: ",")
    }
    switch path {
    case _ where method == "POST" && path.hasSuffix("/api/show"):
      return #"{"model_info":{"test.context_length":40960},"capabilities":["completion"]}"#
    case _ where method != "GET": return nil
    case _ where path.hasSuffix("/v1/models"):
      return #"{"object":"list","data":[\#(items { #"{"id":"\#($0)","object":"model"}"# })]}"#
    case _ where path.hasSuffix("/v1beta/models"):
      let list = items {
        #"{"name":"models/\#($0)","inputTokenLimit":9000,"outputTokenLimit":800,"supportedGenerationMethods":["generateContent"]}"#
      }
      return
        #"{"models":[\#(list),{"name":"models/e","supportedGenerationMethods":["embedContent"]}]}"#
    case _ where path.hasSuffix("/api/tags"):
      return #"{"models":[\#(items { #"{"name":"\#($0)","model":"\#($0)"}"# })]}"#
    default: return nil
    }
  }

  /// The bytes of a streamed answer.
  static func stream(_ answer: ScriptedReply.Answer, api: API) -> [UInt8] {
    var events: [(String?, String)] =
      switch api {
      case .messages: messages(answer)
      case .responses: responses(answer)
      case .chat: chat(answer)
      case .gemini: gemini(answer)
      case .ollama: ollama(answer)
      }
    if answer.garbage { events.insert((nil, "{not json"), at: events.count / 2) }
    let end = answer.lineEnd
    return events.flatMap { name, data in
      api == .ollama
        ? Array((data + end).utf8)
        : Array(((name.map { "event: \($0)\(end)" } ?? "") + "data: \(data)\(end)\(end)").utf8)
    }
  }

  /// The same answer as one JSON object.
  static func object(_ answer: ScriptedReply.Answer, api: API) -> [UInt8] {
    let ending = word(answer.ending, api: api)
    let text = quoted(answer.text)
    let object =
      switch api {
      case .messages:
        #"{"type":"message","model":"\#(model)","content":[{"type":"text","text":\#(text)}],"stop_reason":\#(ending)\#(answer.usage ? #","usage":{"input_tokens":8,"cache_read_input_tokens":3,"output_tokens":7}"# : "")}"#
      case .responses: response(answer)
      case .chat:
        #"{"object":"chat.completion","model":"\#(model)","choices":[{"index":0,"message":{"role":"assistant","content":\#(text)},"finish_reason":\#(ending)}]\#(answer.usage ? #","usage":\#(chatUsage)"# : "")}"#
      case .gemini: candidate(text: answer.text, finish: ending, usage: answer.usage)
      case .ollama: line(text: answer.text, ending: ending, usage: answer.usage)
      }
    return Array(object.utf8)
  }

  private static func messages(_ answer: ScriptedReply.Answer) -> [(String?, String)] {
    var events: [(String?, String)] = []
    func add(_ type: String, _ rest: String = "") {
      events.append((type, #"{"type":"\#(type)"\#(rest)}"#))
    }
    let usage =
      answer.usage
      ? #","usage":{"input_tokens":8,"cache_read_input_tokens":3,"output_tokens":1}"# : ""
    add(
      "message_start",
      #","message":{"id":"m","model":"\#(model)","role":"assistant","content":[],"stop_reason":null\#(usage)}"#
    )
    add("ping")
    if let reasoning = answer.reasoning {
      add("content_block_start", #","index":0,"content_block":{"type":"thinking","thinking":""}"#)
      add(
        "content_block_delta",
        #","index":0,"delta":{"type":"thinking_delta","thinking":\#(quoted(reasoning))}"#)
      add("content_block_stop", #","index":0"#)
    }
    add("content_block_start", #","index":1,"content_block":{"type":"text","text":""}"#)
    for piece in pieces(answer) {
      add(
        "content_block_delta", #","index":1,"delta":{"type":"text_delta","text":\#(quoted(piece))}"#
      )
    }
    switch answer.ending {
    case .none: return events
    case .error(let type, let message):
      add("error", #","error":{"type":"\#(type)","message":\#(quoted(message))}"#)
    case .complete, .outputLimit, .refusal:
      let counts = answer.usage ? #","usage":{"output_tokens":7}"# : ""
      add("content_block_stop", #","index":1"#)
      add(
        "message_delta",
        #","delta":{"stop_reason":\#(word(answer.ending, api: .messages))}\#(counts)"#)
      add("message_stop")
    }
    return events
  }

  private static func responses(_ answer: ScriptedReply.Answer) -> [(String?, String)] {
    var events: [(String?, String)] = []
    func add(_ type: String, _ rest: String) {
      events.append((type, #"{"type":"\#(type)","sequence_number":\#(events.count)\#(rest)}"#))
    }
    add(
      "response.created", #","response":{"status":"in_progress","model":"\#(model)","output":[]}"#)
    if let reasoning = answer.reasoning {
      add("response.output_item.added", #","output_index":0,"item":{"type":"reasoning"}"#)
      add(
        "response.reasoning_summary_text.delta",
        #","output_index":0,"summary_index":0,"delta":\#(quoted(reasoning))"#)
    }
    add("response.output_item.added", #","output_index":1,"item":{"type":"message","content":[]}"#)
    for piece in pieces(answer) {
      add("response.output_text.delta", #","output_index":1,"delta":\#(quoted(piece))"#)
    }
    switch answer.ending {
    case .none: return events
    case .error(let type, let message):
      add("error", #","code":"\#(type)","message":\#(quoted(message)),"param":null"#)
    case .complete:
      add("response.completed", #","response":\#(response(answer))"#)
    case .outputLimit, .refusal:
      add("response.incomplete", #","response":\#(response(answer))"#)
    }
    return events
  }

  private static func response(_ answer: ScriptedReply.Answer) -> String {
    let reason = word(answer.ending, api: .responses)
    let status =
      reason == "null"
      ? #""status":"completed""#
      : #""status":"incomplete","incomplete_details":{"reason":\#(reason)}"#
    let usage =
      answer.usage
      ? #","usage":{"input_tokens":11,"input_tokens_details":{"cached_tokens":3},"output_tokens":7}"#
      : ""
    return
      #"{"object":"response",\#(status),"model":"\#(model)","output":[{"type":"message","content":[{"type":"output_text","text":\#(quoted(answer.text))}]}]\#(usage)}"#
  }

  private static func chat(_ answer: ScriptedReply.Answer) -> [(String?, String)] {
    var events: [(String?, String)] = []
    func add(delta: String, finish: String = "null") {
      events.append(
        (
          nil,
          #"{"object":"chat.completion.chunk","model":"\#(model)","choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(finish)}]}"#
        ))
    }
    add(delta: #"{"role":"assistant","content":""}"#)
    if let reasoning = answer.reasoning {
      add(delta: #"{"reasoning_content":\#(quoted(reasoning))}"#)
    }
    for piece in pieces(answer) { add(delta: #"{"content":\#(quoted(piece))}"#) }
    switch answer.ending {
    case .none: return events
    case .error(let type, let message):
      events.append((nil, #"{"error":{"type":"\#(type)","message":\#(quoted(message))}}"#))
    case .complete, .outputLimit, .refusal:
      add(delta: "{}", finish: word(answer.ending, api: .chat))
      if answer.usage {
        events.append((nil, #"{"model":"\#(model)","choices":[],"usage":\#(chatUsage)}"#))
      }
      events.append((nil, "[DONE]"))
    }
    return events
  }

  private static let chatUsage =
    #"{"prompt_tokens":11,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":3}}"#

  /// The word for an ending, as JSON.
  ///
  /// Ollama has none for a refusal: its models say so in their text.
  static func word(_ ending: ScriptedReply.Ending, api: API) -> String {
    switch (ending, api) {
    case (.none, _), (.error, _), (.complete, .responses): "null"
    case (.complete, .messages): #""end_turn""#
    case (.complete, .chat), (.complete, .ollama), (.refusal, .ollama): #""stop""#
    case (.complete, .gemini): #""STOP""#
    case (.outputLimit, .messages): #""max_tokens""#
    case (.outputLimit, .responses): #""max_output_tokens""#
    case (.outputLimit, .chat), (.outputLimit, .ollama): #""length""#
    case (.outputLimit, .gemini): #""MAX_TOKENS""#
    case (.refusal, .messages): #""refusal""#
    case (.refusal, .responses), (.refusal, .chat): #""content_filter""#
    case (.refusal, .gemini): #""SAFETY""#
    }
  }

  static func pieces(_ answer: ScriptedReply.Answer) -> [String] {
    var pieces: [String] = []
    var rest = answer.text[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(answer.chunk)))
      rest = rest.dropFirst(answer.chunk)
    }
    return pieces
  }

  /// A JSON string.
  static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? #""""#
  }
}
