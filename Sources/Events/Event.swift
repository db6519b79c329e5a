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
