extension WireScript {
  static func ollama(_ answer: ScriptedReply.Answer) -> [(String?, String)] {
    var lines: [(String?, String)] = []
    if let reasoning = answer.reasoning {
      lines.append(
        (
          nil,
          #"{"model":"\#(model)","message":{"role":"assistant","content":"","thinking":\#(quoted(reasoning))},"done":false}"#
        ))
    }
    for piece in pieces(answer) {
      lines.append(
        (
          nil,
          #"{"model":"\#(model)","message":{"role":"assistant","content":\#(quoted(piece))},"done":false}"#
        ))
    }
    switch answer.ending {
    case .none: return lines
    case .error(_, let message): lines.append((nil, #"{"error":\#(quoted(message))}"#))
    case .complete, .outputLimit, .refusal:
      lines.append(
        (nil, line(text: "", ending: word(answer.ending, api: .ollama), usage: answer.usage)))
    }
    return lines
  }

  /// The last line, or the only one.
  static func line(text: String, ending: String, usage: Bool) -> String {
    let counts = usage ? #","prompt_eval_count":11,"eval_count":7"# : ""
    return
      #"{"model":"\#(model)","message":{"role":"assistant","content":\#(quoted(text))},"done":true,"done_reason":\#(ending)\#(counts)}"#
  }
}
