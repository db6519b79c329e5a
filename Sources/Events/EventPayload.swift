/// What an event carries: it knows the event's name, and whether the journal keeps it.
package protocol EventPayload: Codable, Sendable, Equatable {
  /// The dotted name of the contract.
  static var name: String { get }
  /// The event that carries it.
  var event: Event { get }
  /// Whether the journal keeps it; pieces of a stream are not kept, since the whole reply is.
  var isJournaled: Bool { get }
}

extension EventPayload {
  package var isJournaled: Bool { true }
}

extension Event {
  /// Every kind of event, by what it carries.
  package static let payloads: [any EventPayload.Type] = [
    SessionStarted.self, IterationStarted.self, ModelDelta.self, ModelRetrying.self,
    ModelFinished.self, ReplyReceived.self, FileStreaming.self, FileBroken.self,
    ContractProposed.self, ContractChange.self, ContractKept.self, ReplyRejected.self,
    ReplyNoted.self, FilesChanged.self, Preparing.self, GateStarted.self, Diagnostic.self,
    GateFinished.self, CheckFailures.self, TracesMade.self, CommitCreated.self,
    BehaviourCompared.self, SessionFinished.self,
  ]

  package var payload: any EventPayload {
    switch self {
    case .sessionStarted(let payload): payload
    case .iterationStarted(let payload): payload
    case .modelDelta(let payload): payload
    case .modelRetrying(let payload): payload
    case .modelFinished(let payload): payload
    case .replyReceived(let payload): payload
    case .fileStreaming(let payload): payload
    case .fileBroken(let payload): payload
    case .contractProposed(let payload): payload
    case .contractChanged(let payload): payload
    case .contractKept(let payload): payload
    case .replyRejected(let payload): payload
    case .replyNoted(let payload): payload
    case .filesChanged(let payload): payload
    case .preparing(let payload): payload
    case .gateStarted(let payload): payload
    case .diagnosticFound(let payload): payload
    case .gateFinished(let payload): payload
    case .failuresFound(let payload): payload
    case .tracesMade(let payload): payload
    case .commitCreated(let payload): payload
    case .behaviourCompared(let payload): payload
    case .sessionFinished(let payload): payload
    }
  }

  /// The dotted name of the contract.
  package var name: String { type(of: payload).name }

  /// Whether the journal keeps it.
  package var isJournaled: Bool { payload.isJournaled }
}

extension SessionStarted: EventPayload {
  package static var name: String { "session.started" }
  package var event: Event { .sessionStarted(self) }
}

extension IterationStarted: EventPayload {
  package static var name: String { "iteration.started" }
  package var event: Event { .iterationStarted(self) }
}

extension ModelDelta: EventPayload {
  package static var name: String { "model.delta" }
  package var event: Event { .modelDelta(self) }
  package var isJournaled: Bool { false }
}

extension ModelRetrying: EventPayload {
  package static var name: String { "model.retrying" }
  package var event: Event { .modelRetrying(self) }
}

extension ModelFinished: EventPayload {
  package static var name: String { "model.finished" }
  package var event: Event { .modelFinished(self) }
}

extension ReplyReceived: EventPayload {
  package static var name: String { "reply.received" }
  package var event: Event { .replyReceived(self) }
}

extension FileStreaming: EventPayload {
  package static var name: String { "file.streaming" }
  package var event: Event { .fileStreaming(self) }
  package var isJournaled: Bool { false }
}

extension FileBroken: EventPayload {
  package static var name: String { "file.broken" }
  package var event: Event { .fileBroken(self) }
  package var isJournaled: Bool { false }
}

extension ContractProposed: EventPayload {
  package static var name: String { "contract.proposed" }
  package var event: Event { .contractProposed(self) }
}

extension ContractChange: EventPayload {
  package static var name: String { "contract.changed" }
  package var event: Event { .contractChanged(self) }
}

extension ContractKept: EventPayload {
  package static var name: String { "contract.kept" }
  package var event: Event { .contractKept(self) }
}

extension ReplyRejected: EventPayload {
  package static var name: String { "reply.rejected" }
  package var event: Event { .replyRejected(self) }
}

extension ReplyNoted: EventPayload {
  package static var name: String { "reply.noted" }
  package var event: Event { .replyNoted(self) }
}

extension FilesChanged: EventPayload {
  package static var name: String { "files.changed" }
  package var event: Event { .filesChanged(self) }
}

extension Preparing: EventPayload {
  package static var name: String { "check.preparing" }
  package var event: Event { .preparing(self) }
  /// How far it is need not be kept.
  package var isJournaled: Bool { step == nil }
}

extension GateStarted: EventPayload {
  package static var name: String { "gate.started" }
  package var event: Event { .gateStarted(self) }
}

extension Diagnostic: EventPayload {
  package static var name: String { "diagnostic.found" }
  package var event: Event { .diagnosticFound(self) }
}

extension GateFinished: EventPayload {
  package static var name: String { "gate.finished" }
  package var event: Event { .gateFinished(self) }
}

extension CheckFailures: EventPayload {
  package static var name: String { "failures.found" }
  package var event: Event { .failuresFound(self) }
}

extension TracesMade: EventPayload {
  package static var name: String { "trace.made" }
  package var event: Event { .tracesMade(self) }
}

extension CommitCreated: EventPayload {
  package static var name: String { "commit.created" }
  package var event: Event { .commitCreated(self) }
}

extension BehaviourCompared: EventPayload {
  package static var name: String { "behaviour.compared" }
  package var event: Event { .behaviourCompared(self) }
}

extension SessionFinished: EventPayload {
  package static var name: String { "session.finished" }
  package var event: Event { .sessionFinished(self) }
}
