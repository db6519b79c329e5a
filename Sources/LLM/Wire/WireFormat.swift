/// One API over HTTP as pure functions: how a request is written and how an answer is read.
protocol WireFormat: Sendable {
  /// The request for `request`: path below the base address, headers, body.
  func encode(_ request: ModelRequest, options: WireOptions) throws -> WireRequest

  /// Reads one event of a streamed answer into `answer`.
  ///
  /// - Returns: the text and the reasoning that came with it.
  /// - Throws: `AnswerFault` where the event reports an error or cannot be read.
  func decode(_ event: ServerSentEvent, into answer: inout Answer) throws(AnswerFault)
    -> [ModelEvent]

  /// Reads an answer that came as one JSON object.
  func decode(whole json: JSON, into answer: inout Answer) throws(AnswerFault) -> [ModelEvent]
}

/// What a request is made with beside the messages.
struct WireOptions: Sendable, Equatable {
  var model: String
  var key: String?
  /// The most output tokens that the model is known to give.
  var knownOutputLimit: Int?
  var dialect = ChatDialect()
}

/// The two things in which servers with OpenAI's chat API differ, found out by asking.
struct ChatDialect: Sendable, Equatable {
  enum LimitField: String, Sendable {
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
  }

  var limitField = LimitField.maxTokens
  /// True once the other field was tried, so that a server that refuses both is believed.
  var hasSwapped = false
  var asksForUsage = true
}

/// A request below a base address.
struct WireRequest: Sendable, Equatable {
  var path: String
  var headers: [String: String]
  var body: [UInt8]
  /// The output limit that was sent, nil for none.
  var outputLimit: Int?
}

/// Why the events of an answer cannot be read on.
enum AnswerFault: Error, Sendable, Equatable {
  /// The server reported an error within a successful answer.
  case problem(ProviderProblem)
  /// What came is not what the API sends; the beginning of it is quoted.
  case malformed(String)

  static func notJSON(_ text: String) -> AnswerFault { .malformed(String(text.prefix(80))) }
}
