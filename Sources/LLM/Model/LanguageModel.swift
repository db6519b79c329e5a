package import Events

/// Something that answers messages with a stream of text: the seam for hosted, local and scripted models.
package protocol LanguageModel: Sendable {
  /// Provider and model, for example `anthropic/claude-opus-5-5`; shown, recorded in commits.
  var name: String { get }

  /// Sends `request` and streams what comes back.
  ///
  /// The stream ends with exactly one `.finished`, or throws a `ModelError`. Cancelling the task that
  /// reads it closes the connection at once; the stream then ends without either.
  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error>
}

/// What is sent to a model.
///
/// The order system, then messages, keeps the stable part a common prefix.
package struct ModelRequest: Codable, Sendable, Equatable {
  package var system: String
  /// Alternating, beginning and ending with the user.
  package var messages: [Message]
  /// The most tokens the answer may have; nil leaves it to the provider's default for the model.
  package var maxOutputTokens: Int?
  /// What the messages are about, for models that compose instead of reading; never sent anywhere.
  package var intent: Intent?

  package init(
    system: String, messages: [Message], maxOutputTokens: Int? = nil, intent: Intent? = nil
  ) {
    self.system = system
    self.messages = messages
    self.maxOutputTokens = maxOutputTokens
    self.intent = intent
  }
}

/// The request behind a prompt, in the user's words.
package struct Intent: Codable, Sendable, Equatable {
  package var stage: Stage
  /// What the user asked for: the description of the app, or the change.
  package var text: String
  /// The template the app is built on.
  package var template: String
  /// The name the user gave the app, nil if the model chooses.
  package var name: String?

  package init(stage: Stage, text: String, template: String, name: String?) {
    self.stage = stage
    self.text = text
    self.template = template
    self.name = name
  }
}

/// One message of the exchange.
package struct Message: Codable, Sendable, Equatable {
  package enum Role: String, Codable, Sendable {
    case user
    case assistant
  }

  package var role: Role
  package var text: String

  package init(role: Role, text: String) {
    self.role = role
    self.text = text
  }
}

/// One thing that arrived from a model.
package enum ModelEvent: Sendable, Equatable {
  /// Part of the answer.
  case text(String)
  /// Part of the model's thinking: may be shown, is never parsed as a reply.
  case reasoning(String)
  /// A request failed in a way that is safe to repeat; another follows after `seconds`.
  case retrying(reason: String, seconds: Double)
  /// The answer ended.
  case finished(Completion)
}

/// How an answer ended and what it took.
package struct Completion: Codable, Sendable, Equatable {
  package var ending: AnswerEnding
  /// The model that answered, where the server says so.
  package var model: String?
  package var usage: Usage
  /// What the provider said about the ending (a stop reason, a refusal text); nil if it is plain.
  package var detail: String?

  package init(ending: AnswerEnding, model: String?, usage: Usage, detail: String? = nil) {
    self.ending = ending
    self.model = model
    self.usage = usage
    self.detail = detail
  }
}
