/// A session began: everything `resume` needs to go on with it.
package struct SessionStarted: Codable, Sendable, Equatable {
  /// The app's id.
  package var app: String
  /// The app's name; nil while it has none but what was made from the description, and in journals of older
  /// versions.
  package var name: String?
  package var directory: String
  package var request: Request
  package var template: String
  /// Why this template, in a few words.
  package var templateReason: String
  package var model: String
  /// Why this model, in a few words.
  package var modelReason: String

  package init(
    app: String, name: String? = nil, directory: String, request: Request, template: String,
    templateReason: String, model: String, modelReason: String
  ) {
    self.app = app
    self.name = name
    self.directory = directory
    self.request = request
    self.template = template
    self.templateReason = templateReason
    self.model = model
    self.modelReason = modelReason
  }

  enum CodingKeys: String, CodingKey {
    case app, name, directory, request, template
    case templateReason = "template_reason"
    case model
    case modelReason = "model_reason"
  }
}

extension SessionStarted: EventPayload {
  package static var name: String { "session.started" }
  package var event: Event { .sessionStarted(self) }
}

/// The model is about to be asked for a change, or wisp mends without one.
package struct IterationStarted: Codable, Sendable, Equatable {
  package var number: Int
  package var kind: Stage
  /// Which of the replies that may be applied and checked is asked for, from 1.
  ///
  /// One that is asked for again keeps its number. Nil for what needs no model, and in journals from before.
  package var round: Int?

  package init(number: Int, kind: Stage, round: Int? = nil) {
    self.number = number
    self.kind = kind
    self.round = round
  }
}

extension IterationStarted: EventPayload {
  package static var name: String { "iteration.started" }
  package var event: Event { .iterationStarted(self) }
}

/// An iteration was recorded in the app's history.
package struct CommitCreated: Codable, Sendable, Equatable {
  package var id: String
  package var number: Int
  package var kind: String
  package var verdict: String
  package var subject: String

  package init(id: String, number: Int, kind: String, verdict: String, subject: String) {
    self.id = id
    self.number = number
    self.kind = kind
    self.verdict = verdict
    self.subject = subject
  }
}

extension CommitCreated: EventPayload {
  package static var name: String { "commit.created" }
  package var event: Event { .commitCreated(self) }
}

/// The session ended; always the last event.
package struct SessionFinished: Codable, Sendable, Equatable {
  package struct Milliseconds: Codable, Sendable, Equatable {
    package var total: Int
    package var model: Int
    package var check: Int

    package init(total: Int, model: Int, check: Int) {
      self.total = total
      self.model = model
      self.check = check
    }
  }

  /// The app's id.
  package var app: String
  /// The app's name; nil in journals of older versions.
  package var name: String?
  package var verdict: String
  package var verified: Bool
  package var reason: StopReason
  /// One line for people: why it stopped.
  package var message: String
  /// What the model said instead of sending files, if that is where it ended.
  package var said: String?
  package var iterations: Int
  package var usage: Usage
  package var costUSD: Double?
  package var ms: Milliseconds
  package var directory: String

  package init(
    app: String, name: String? = nil, verdict: String, verified: Bool, reason: StopReason,
    message: String,
    said: String? = nil, iterations: Int, usage: Usage, costUSD: Double? = nil, ms: Milliseconds,
    directory: String
  ) {
    self.app = app
    self.name = name
    self.verdict = verdict
    self.verified = verified
    self.reason = reason
    self.message = message
    self.said = said
    self.iterations = iterations
    self.usage = usage
    self.costUSD = costUSD
    self.ms = ms
    self.directory = directory
  }

  /// What people call the app.
  package var called: String { name ?? app }

  enum CodingKeys: String, CodingKey {
    case app, name, verdict, verified, reason, message, said, iterations, usage
    case costUSD = "cost_usd"
    case ms, directory
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(app, forKey: .app)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(verified, forKey: .verified)
    try container.encode(reason, forKey: .reason)
    try container.encode(message, forKey: .message)
    try container.encodeIfPresent(said, forKey: .said)
    try container.encode(iterations, forKey: .iterations)
    try container.encode(usage, forKey: .usage)
    // The contract promises the key: null says that no price is known.
    try container.encode(costUSD, forKey: .costUSD)
    try container.encode(ms, forKey: .ms)
    try container.encode(directory, forKey: .directory)
  }
}

extension SessionFinished: EventPayload {
  package static var name: String { "session.finished" }
  package var event: Event { .sessionFinished(self) }
}
