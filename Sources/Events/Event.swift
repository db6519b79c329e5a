package import LLM
package import Replies
package import Toolchain

/// One thing that happened in a session: what the terminal shows, `--json` prints and the journal keeps.
///
/// Encoded as one flat JSON object: `{"v":1,"event":"gate.finished","at":…, …}`. The names and fields
/// are part of the outside contract (Documentation/Events.md).
package enum Event: Sendable, Equatable {
  case sessionStarted(SessionStarted)
  case iterationStarted(IterationStarted)
  case modelDelta(ModelDelta)
  case modelRetrying(ModelRetrying)
  case modelFinished(ModelFinished)
  case replyReceived(ReplyReceived)
  case fileStreaming(FileStreaming)
  case fileBroken(FileBroken)
  case contractProposed(ContractProposed)
  case contractChanged(ContractChange)
  case contractKept(ContractKept)
  case replyRejected(ReplyRejected)
  case replyNoted(ReplyNoted)
  case filesChanged(FilesChanged)
  case preparing(Preparing)
  case gateStarted(GateStarted)
  case diagnosticFound(Diagnostic)
  case gateFinished(GateFinished)
  case failuresFound(CheckFailures)
  case tracesMade(TracesMade)
  case commitCreated(CommitCreated)
  case sessionFinished(SessionFinished)
}

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
    templateReason: String,
    model: String, modelReason: String
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

/// The model is about to be asked for a change, or wisp mends without one.
package struct IterationStarted: Codable, Sendable, Equatable {
  package var number: Int
  package var kind: Intent.Stage
  /// Which of the replies that may be applied and checked is asked for, from 1.
  ///
  /// One that is asked for again keeps its number. Nil for what needs no model, and in journals from before.
  package var round: Int?
}

/// A piece of the model's answer, or of its thinking.
package struct ModelDelta: Codable, Sendable, Equatable {
  package var text: String
  package var reasoning: Bool
}

/// A request is sent again after `seconds`.
package struct ModelRetrying: Codable, Sendable, Equatable {
  package var reason: String
  package var seconds: Double
}

/// The model ended its answer.
package struct ModelFinished: Codable, Sendable, Equatable {
  package var ending: Completion.Ending
  package var detail: String?
  package var model: String
  package var usage: Usage
  /// Dollars; nil where no price is known.
  package var costUSD: Double?
  package var seconds: Double

  enum CodingKeys: String, CodingKey {
    case ending, detail, model, usage
    case costUSD = "cost_usd"
    case seconds
  }
}

/// The whole answer, kept so that nothing that was paid for is lost.
package struct ReplyReceived: Codable, Sendable, Equatable {
  package var text: String
}

/// A file is arriving.
package struct FileStreaming: Codable, Sendable, Equatable {
  package var path: String
  package var lines: Int
  package var complete: Bool
}

/// A file has come whole and has a syntax error that nothing after it in the reply can mend.
package struct FileBroken: Codable, Sendable, Equatable {
  package var path: String
  /// Of the first error, both from 1.
  package var line: Int
  package var column: Int
}

/// Accepted examples stay as they were, although a change drops or alters them: the user has not agreed.
package struct ContractKept: Codable, Sendable, Equatable {
  /// Their names.
  package var examples: [String]
}

/// A reply could not be applied; nothing was written and the model is told.
package struct ReplyRejected: Codable, Sendable, Equatable {
  package var errors: [ReplyError]
  /// Paths of the pieces that fit and were kept aside: they need not be sent again.
  package var kept: [String]
  /// The model's words if the reply holds no file; nil if it holds one.
  package var said: String?

  package init(errors: [ReplyError], kept: [String] = [], said: String? = nil) {
    self.errors = errors
    self.kept = kept
    self.said = said
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    errors = try fields.decode([ReplyError].self, forKey: .errors)
    // Journals from before have none.
    kept = try fields.decodeIfPresent([String].self, forKey: .kept) ?? []
    said = try fields.decodeIfPresent(String.self, forKey: .said)
  }
}

/// Tolerances used in reading a reply, and other remarks that change nothing.
package struct ReplyNoted: Codable, Sendable, Equatable {
  package var notes: [String]
}

/// Files of the app were written or deleted.
package struct FilesChanged: Codable, Sendable, Equatable {
  package var paths: [String]
}

/// Something is being prepared once (a template's build).
package struct Preparing: Codable, Sendable, Equatable {
  package var what: String
  /// How far it is; nil where it begins.
  package var step: Step?

  package struct Step: Codable, Sendable, Equatable {
    package var number: Int
    package var of: Int
    /// What is being done; nil at the end.
    package var text: String?

    package init(number: Int, of: Int, text: String? = nil) {
      self.number = number
      self.of = of
      self.text = text
    }

    /// Whether it is over.
    package var isLast: Bool { text == nil }
  }

  package init(what: String, step: Step? = nil) {
    self.what = what
    self.step = step
  }

  /// What is told of a warm folder; nil for one that was there.
  init?(_ event: WarmEvent, of what: String) {
    self.what = what
    switch event {
    case .building: break
    case .step(let number, let count, let text):
      step = Step(number: number, of: count, text: text)
    case .ready(let seconds):
      guard seconds > 0 else { return nil }
      step = Step(number: 1, of: 1)
    }
  }
}

/// A gate began.
package struct GateStarted: Codable, Sendable, Equatable {
  package var gate: Gate
}

/// A gate and how it went; its problems are told in events of their own.
package struct GateFinished: Codable, Sendable, Equatable {
  package var gate: Gate
  package var result: GateReport.Result
  package var milliseconds: Int
  /// One line on what happened, for the user: "8 tests", "no test ran", "2 of 3 examples failed".
  package var detail: String
  /// What the gate could not find out, one line each; nil for nothing.
  package var notes: [String]?

  private enum CodingKeys: String, CodingKey {
    case gate = "name"
    case result
    case milliseconds = "ms"
    case detail, notes
  }

  package init(_ result: GateResult) {
    gate = result.gate
    self.result = result.result
    milliseconds = result.milliseconds
    detail = result.detail
    notes = result.notes
  }
}

/// An iteration was recorded in the app's history.
package struct CommitCreated: Codable, Sendable, Equatable {
  package var id: String
  package var number: Int
  package var kind: String
  package var verdict: String
  package var subject: String
}

/// The session ended; always the last event.
package struct SessionFinished: Codable, Sendable, Equatable {
  package struct Milliseconds: Codable, Sendable, Equatable {
    package var total: Int
    package var model: Int
    package var check: Int
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
