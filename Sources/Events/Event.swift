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
  case behaviourCompared(BehaviourCompared)
  case sessionFinished(SessionFinished)
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
