/// A piece of the model's answer, or of its thinking.
package struct ModelDelta: Codable, Sendable, Equatable {
  package var text: String
  package var reasoning: Bool

  package init(text: String, reasoning: Bool) {
    self.text = text
    self.reasoning = reasoning
  }
}

extension ModelDelta: EventPayload {
  package static var name: String { "model.delta" }
  package var event: Event { .modelDelta(self) }
  package var isJournaled: Bool { false }
}

/// A request is sent again after `seconds`.
package struct ModelRetrying: Codable, Sendable, Equatable {
  package var reason: String
  package var seconds: Double

  package init(reason: String, seconds: Double) {
    self.reason = reason
    self.seconds = seconds
  }
}

extension ModelRetrying: EventPayload {
  package static var name: String { "model.retrying" }
  package var event: Event { .modelRetrying(self) }
}

/// The model ended its answer.
package struct ModelFinished: Codable, Sendable, Equatable {
  package var ending: AnswerEnding
  package var detail: String?
  package var model: String
  package var usage: Usage
  /// Dollars; nil where no price is known.
  package var costUSD: Double?
  package var seconds: Double

  package init(
    ending: AnswerEnding, detail: String? = nil, model: String, usage: Usage,
    costUSD: Double? = nil, seconds: Double
  ) {
    self.ending = ending
    self.detail = detail
    self.model = model
    self.usage = usage
    self.costUSD = costUSD
    self.seconds = seconds
  }

  enum CodingKeys: String, CodingKey {
    case ending, detail, model, usage
    case costUSD = "cost_usd"
    case seconds
  }
}

extension ModelFinished: EventPayload {
  package static var name: String { "model.finished" }
  package var event: Event { .modelFinished(self) }
}

/// The whole answer, kept so that nothing that was paid for is lost.
package struct ReplyReceived: Codable, Sendable, Equatable {
  package var text: String

  package init(text: String) {
    self.text = text
  }
}

extension ReplyReceived: EventPayload {
  package static var name: String { "reply.received" }
  package var event: Event { .replyReceived(self) }
}

/// A file is arriving.
package struct FileStreaming: Codable, Sendable, Equatable {
  package var path: String
  package var lines: Int
  package var complete: Bool

  package init(path: String, lines: Int, complete: Bool) {
    self.path = path
    self.lines = lines
    self.complete = complete
  }
}

extension FileStreaming: EventPayload {
  package static var name: String { "file.streaming" }
  package var event: Event { .fileStreaming(self) }
  package var isJournaled: Bool { false }
}

/// A file has come whole and has a syntax error that nothing after it in the reply can mend.
package struct FileBroken: Codable, Sendable, Equatable {
  package var path: String
  /// Of the first error, both from 1.
  package var line: Int
  package var column: Int

  package init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }
}

extension FileBroken: EventPayload {
  package static var name: String { "file.broken" }
  package var event: Event { .fileBroken(self) }
  package var isJournaled: Bool { false }
}
