/// What a `LoopbackModel` does with one request.
package struct ScriptedReply: Sendable {
  /// How an answer ends.
  package enum Ending: Sendable {
    case complete
    /// The output limit was reached.
    case outputLimit
    case refusal
    /// No sign of an end at all, as of a server that died.
    case none
    /// An error event in place of the end.
    case error(type: String, message: String)
  }

  /// How the end of a streamed body is marked.
  package enum Framing: Sendable {
    case chunked
    /// The end of the connection is the end of the body: a cut looks like an end.
    case untilClose
  }

  enum Action: Sendable {
    case answer(Answer)
    case status(Int, headers: [String: String], body: String)
    case stall
    case hangUp
    case raw([UInt8], headers: [String: String])
  }

  struct Answer: Sendable {
    var text: String
    var reasoning: String?
    /// Characters of text in one event.
    var chunk: Int
    var usage: Bool
    var ending: Ending
    var lineEnd: String
    var oneByteWrites: Bool
    var cutAfterBytes: Int?
    /// Whether the connection stays open where it is cut.
    var stallsThere = false
    var framing: Framing
    var streams: Bool
    /// Whether an event that is no JSON stands in the middle.
    var garbage = false
  }

  let action: Action

  /// A streamed answer of `text`, in the format of the API that is asked.
  ///
  /// One event holds `chunk` characters. `usage` says whether token counts are sent: 11 input, 3 of
  /// them cached, 7 output. With `oneByteWrites` each byte of the body is a chunk of its own.
  /// Without `streams` one JSON object comes, although a stream was asked for.
  package static func text(
    _ text: String, chunk: Int = 16, reasoning: String? = nil, usage: Bool = true,
    ending: Ending = .complete, lineEnd: String = "\n", oneByteWrites: Bool = false,
    framing: Framing = .chunked, streams: Bool = true
  ) -> ScriptedReply {
    ScriptedReply(
      action: .answer(
        Answer(
          text: text, reasoning: reasoning, chunk: max(1, chunk), usage: usage, ending: ending,
          lineEnd: lineEnd, oneByteWrites: oneByteWrites, cutAfterBytes: nil, framing: framing,
          streams: streams)))
  }

  /// A streamed answer with an event in its middle that is no JSON.
  package static func garbled(_ text: String) -> ScriptedReply {
    var answer = Answer(
      text: text, reasoning: nil, chunk: 16, usage: true, ending: .complete, lineEnd: "\n",
      oneByteWrites: false, cutAfterBytes: nil, framing: .chunked, streams: true)
    answer.garbage = true
    return ScriptedReply(action: .answer(answer))
  }

  /// The beginning of a streamed answer; then the connection closes.
  ///
  /// `afterBytes` counts the bytes of the body that are sent.
  package static func cut(
    _ text: String, afterBytes: Int, chunk: Int = 16, framing: Framing = .chunked
  ) -> ScriptedReply {
    ScriptedReply(
      action: .answer(
        Answer(
          text: text, reasoning: nil, chunk: max(1, chunk), usage: true, ending: .complete,
          lineEnd: "\n", oneByteWrites: false, cutAfterBytes: afterBytes, framing: framing,
          streams: true)))
  }

  /// An HTTP status with a body; without one, an error object in the shape of the API.
  package static func status(
    _ status: Int, headers: [String: String] = [:], body: String? = nil
  ) -> ScriptedReply {
    let body = body ?? #"{"type":"error","error":{"type":null,"message":"scripted \#(status)"}}"#
    return ScriptedReply(action: .status(status, headers: headers, body: body))
  }

  /// The beginning of a streamed answer; then nothing, until the client or the server closes.
  ///
  /// With more `afterBytes` than there are, the answer is whole and only the connection stays open.
  package static func stalling(_ text: String, afterBytes: Int) -> ScriptedReply {
    var answer = Answer(
      text: text, reasoning: nil, chunk: 16, usage: true, ending: .complete, lineEnd: "\n",
      oneByteWrites: false, cutAfterBytes: afterBytes, framing: .chunked, streams: true)
    answer.stallsThere = true
    return ScriptedReply(action: .answer(answer))
  }

  /// The connection closes without a byte.
  package static let hangUp = ScriptedReply(action: .hangUp)

  /// Nothing, until the client or the server closes the connection.
  package static let stall = ScriptedReply(action: .stall)

  /// Status 200 and exactly these bytes as the body; the connection closes after them.
  package static func raw(_ bytes: [UInt8], headers: [String: String] = [:]) -> ScriptedReply {
    let headers = ["content-type": "text/event-stream"].merging(headers) { $1 }
    return ScriptedReply(action: .raw(bytes, headers: headers))
  }
}
