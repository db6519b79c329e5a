import Foundation

/// Writes a scripted answer in the wire format of the API that was asked.
enum WireScript {
  enum API {
    case messages
    case chat
  }

  static let model = "scripted"

  /// The bytes of a streamed answer.
  static func stream(_ answer: ScriptedReply.Answer, api: API) -> [UInt8] {
    let events = api == .messages ? messages(answer) : chat(answer)
    let end = answer.lineEnd
    return events.flatMap { name, data in
      Array(((name.map { "event: \($0)\(end)" } ?? "") + "data: \(data)\(end)\(end)").utf8)
    }
  }

  /// The same answer as one JSON object.
  static func object(_ answer: ScriptedReply.Answer, api: API) -> [UInt8] {
    let ending = word(answer.ending, api: api)
    switch api {
    case .messages:
      let usage =
        answer.usage
        ? #","usage":{"input_tokens":8,"cache_read_input_tokens":3,"output_tokens":7}"# : ""
      return Array(
        #"{"type":"message","model":"\#(model)","content":[{"type":"text","text":\#(quoted(answer.text))}],"stop_reason":\#(ending)\#(usage)}"#
          .utf8)
    case .chat:
      let usage = answer.usage ? #","usage":\#(chatUsage)"# : ""
      return Array(
        #"{"object":"chat.completion","model":"\#(model)","choices":[{"index":0,"message":{"role":"assistant","content":\#(quoted(answer.text))},"finish_reason":\#(ending)}]\#(usage)}"#
          .utf8)
    }
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
  private static func word(_ ending: ScriptedReply.Ending, api: API) -> String {
    switch (ending, api) {
    case (.complete, .messages): #""end_turn""#
    case (.complete, .chat): #""stop""#
    case (.outputLimit, .messages): #""max_tokens""#
    case (.outputLimit, .chat): #""length""#
    case (.refusal, .messages): #""refusal""#
    case (.refusal, .chat): #""content_filter""#
    case (.none, _), (.error, _): "null"
    }
  }

  private static func pieces(_ answer: ScriptedReply.Answer) -> [String] {
    var pieces: [String] = []
    var rest = answer.text[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(answer.chunk)))
      rest = rest.dropFirst(answer.chunk)
    }
    return pieces
  }

  /// A JSON string.
  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? #""""#
  }
}
