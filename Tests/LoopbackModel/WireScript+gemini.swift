extension WireScript {
  static func gemini(_ answer: ScriptedReply.Answer) -> [(String?, String)] {
    var events: [(String?, String)] = []
    if let reasoning = answer.reasoning {
      events.append(
        (
          nil,
          #"{"candidates":[{"content":{"role":"model","parts":[{"text":\#(quoted(reasoning)),"thought":true}]}}],"modelVersion":"\#(model)"}"#
        ))
    }
    for piece in pieces(answer) {
      events.append((nil, candidate(text: piece, finish: "null", usage: false)))
    }
    switch answer.ending {
    case .none: return events
    case .error(let type, let message):
      events.append(
        (nil, #"{"error":{"code":503,"status":"\#(type)","message":\#(quoted(message))}}"#))
    case .complete, .outputLimit, .refusal:
      events.append(
        (
          nil,
          candidate(text: "", finish: word(answer.ending, api: .gemini), usage: answer.usage)
        ))
    }
    return events
  }

  /// One chunk of an answer.
  static func candidate(text: String, finish: String, usage: Bool) -> String {
    let counts =
      usage
      ? #","usageMetadata":{"promptTokenCount":11,"cachedContentTokenCount":3,"candidatesTokenCount":7}"#
      : ""
    return
      #"{"candidates":[{"content":{"role":"model","parts":[{"text":\#(quoted(text))}]},"finishReason":\#(finish)}],"modelVersion":"\#(model)"\#(counts)}"#
  }
}
