/// One API over HTTP as pure functions: how a request is written and how an answer is read.
protocol WireFormat: Sendable {
  /// How a streamed answer is cut.
  var framing: Framing { get }

  /// Whether the server may drop the beginning of a long prompt without a word, so that the number of
  /// tokens it says it read has to be compared with what was sent.
  var mayCutPrompts: Bool { get }

  /// The request for `request`: path below the base address, headers, body.
  func encode(_ request: ModelRequest, options: WireOptions) throws -> WireRequest

  /// Reads one event of a streamed answer into `answer`.
  ///
  /// - Returns: the text and the reasoning that came with it.
  /// - Throws: `AnswerFault` if the event reports an error or cannot be read.
  func decode(_ event: ServerSentEvent, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]

  /// Reads an answer that came as one JSON value.
  func decode(whole json: JSON, into answer: inout ArrivingAnswer) throws(AnswerFault)
    -> [ModelEvent]
}

extension WireFormat {
  var framing: Framing { .events }
  var mayCutPrompts: Bool { false }
}

/// What a request is made with beside the messages.
struct WireOptions: Sendable, Equatable {
  var model: String
  var key: String?
  /// The most output tokens that the model is known to give.
  var knownOutputLimit: Int?
  /// How many tokens the model is known to read and write together.
  var knownContext: Int?
  /// How much the model is to think; nil leaves it to the provider.
  var effort: Effort?
  var server = ServerProfile()
  var dialect = Dialect()
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
