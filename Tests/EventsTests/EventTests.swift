import Foundation
import Replies
import Testing
import Workspace

@testable import Events

/// One of every event, and the line it must be written as: the outside contract, word for word.
private let golden: [(event: Event, line: String)] = [
  (
    .iterationStarted(IterationStarted(number: 2, kind: .repair, round: 3)),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"iteration.started","kind":"repair","number":2,"round":3,"v":1}"#
  ),
  (
    .modelDelta(ModelDelta(text: "hé\n", reasoning: false)),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"model.delta","reasoning":false,"text":"hé\n","v":1}"#
  ),
  (
    .replyRejected(
      ReplyRejected(
        errors: [ReplyError(kind: .noMatch, path: "a/b", message: "not there")], kept: ["a/c"])),
    #"{"at":"2026-01-02T03:04:05.500Z","errors":[{"kind":"no_match","message":"not there","path":"a/b"}],"event":"reply.rejected","kept":["a/c"],"v":1}"#
  ),
  (
    .fileBroken(FileBroken(path: "a.swift", line: 3, column: 7)),
    #"{"at":"2026-01-02T03:04:05.500Z","column":7,"event":"file.broken","line":3,"path":"a.swift","v":1}"#
  ),
  (
    .contractProposed(
      ContractProposed(
        name: "n", summary: "s", examples: [.init(name: "e", given: "--a", expect: "x")])),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"contract.proposed","examples":[{"expect":"x","given":"--a","name":"e"}],"name":"n","summary":"s","v":1}"#
  ),
  (
    .gateFinished(
      GateFinished(
        GateResult(gate: .tests, result: .failed, milliseconds: 12, detail: "1 of 2"))),
    #"{"at":"2026-01-02T03:04:05.500Z","detail":"1 of 2","event":"gate.finished","ms":12,"name":"tests","result":"failed","v":1}"#
  ),
  (
    .sessionFinished(
      SessionFinished(
        app: "a-0001", name: "a", verdict: "passed", verified: true, reason: .verified,
        message: "m",
        iterations: 3, usage: Usage(input: 10, cached: 4, cacheWrites: 2, output: 5, reasoning: 1),
        costUSD: nil,
        ms: .init(total: 3, model: 2, check: 1), directory: "/d")),
    #"{"app":"a-0001","at":"2026-01-02T03:04:05.500Z","cost_usd":null,"directory":"/d","event":"session.finished","iterations":3,"message":"m","ms":{"check":1,"model":2,"total":3},"name":"a","reason":"verified","usage":{"cache_writes":2,"cached":4,"estimated":false,"input":10,"output":5,"reasoning":1},"v":1,"verdict":"passed","verified":true}"#
  ),
  (
    .sessionStarted(
      SessionStarted(
        app: "a-0001", directory: "/d", request: Request(kind: .new, text: "count"),
        template: "filter", templateReason: "lines", model: "x/y", modelReason: "named")),
    #"{"app":"a-0001","at":"2026-01-02T03:04:05.500Z","directory":"/d","event":"session.started","model":"x/y","model_reason":"named","request":{"attachments":[],"description":"count","examples":[],"kind":"new","limits":{"rounds":6,"seconds":600},"text":"count"},"template":"filter","template_reason":"lines","v":1}"#
  ),
  (
    .modelRetrying(ModelRetrying(reason: "overloaded", seconds: 1.5)),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"model.retrying","reason":"overloaded","seconds":1.5,"v":1}"#
  ),
  (
    .modelFinished(
      ModelFinished(
        ending: .truncated, detail: "length", model: "x/y",
        usage: Usage(input: 1, cached: 0, output: 2), costUSD: 0.5, seconds: 3)),
    #"{"at":"2026-01-02T03:04:05.500Z","cost_usd":0.5,"detail":"length","ending":"truncated","event":"model.finished","model":"x/y","seconds":3,"usage":{"cache_writes":0,"cached":0,"estimated":false,"input":1,"output":2,"reasoning":0},"v":1}"#
  ),
  (
    .replyReceived(ReplyReceived(text: "all")),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"reply.received","text":"all","v":1}"#
  ),
  (
    .fileStreaming(FileStreaming(path: "a.swift", lines: 3, complete: true)),
    #"{"at":"2026-01-02T03:04:05.500Z","complete":true,"event":"file.streaming","lines":3,"path":"a.swift","v":1}"#
  ),
  (
    .contractChanged(ContractChange(from: contract("a"), to: contract("b"))),
    #"{"added":[],"added_permissions":[],"at":"2026-01-02T03:04:05.500Z","changed":[],"dropped":[],"dropped_permissions":[],"event":"contract.changed","name":{"new":"b","old":"a"},"v":1}"#
  ),
  (
    .contractKept(ContractKept(examples: ["e"])),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"contract.kept","examples":["e"],"v":1}"#
  ),
  (
    .replyNoted(ReplyNoted(notes: ["n"])),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"reply.noted","notes":["n"],"v":1}"#
  ),
  (
    .filesChanged(FilesChanged(paths: ["a.swift"])),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"files.changed","paths":["a.swift"],"v":1}"#
  ),
  (
    .preparing(Preparing(what: "w", step: .init(number: 1, of: 2, text: "t"))),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"check.preparing","step":{"number":1,"of":2,"text":"t"},"v":1,"what":"w"}"#
  ),
  (
    .gateStarted(GateStarted(gate: .proof)),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"gate.started","gate":"proof","v":1}"#
  ),
  (
    .diagnosticFound(
      Diagnostic(
        file: "a.swift", line: 1, column: 2, severity: .error, message: "m", notes: ["n"])),
    #"{"at":"2026-01-02T03:04:05.500Z","column":2,"event":"diagnostic.found","file":"a.swift","line":1,"message":"m","notes":["n"],"severity":"error","v":1}"#
  ),
  (
    .failuresFound(
      CheckFailures(tests: [TestFailure(test: "t()", file: "T.swift", line: 3, message: "no")])),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"failures.found","examples":[],"tests":[{"file":"T.swift","line":3,"message":"no","test":"t()"}],"v":1}"#
  ),
  (
    .tracesMade(
      TracesMade(traces: [
        MadeTrace(
          example: "e", with: "no input", given: "(nothing)", ending: "exit code 0",
          stdout: .init(text: "a", bytes: 1, hash: "1"),
          stderr: .init(text: "", bytes: 0, hash: "0"))
      ])),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"trace.made","traces":[{"ending":"exit code 0","example":"e","given":"(nothing)","stderr":{"bytes":0,"hash":"0","text":""},"stdout":{"bytes":1,"hash":"1","text":"a"},"with":"no input"}],"v":1}"#
  ),
  (
    .commitCreated(
      CommitCreated(id: "abc", number: 2, kind: "repair", verdict: "failed", subject: "Repair a")),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"commit.created","id":"abc","kind":"repair","number":2,"subject":"Repair a","v":1,"verdict":"failed"}"#
  ),
  (
    .behaviourCompared(
      BehaviourCompared(
        from: "abc", to: "def", inputs: 3, same: 1, varying: 1,
        differences: [.init(isAsked: false, before: printing("a"), after: printing("b"))])),
    #"{"at":"2026-01-02T03:04:05.500Z","differences":[{"after":{"ending":"exit code 0","example":"e","given":"(nothing)","stderr":{"bytes":0,"hash":"0","text":""},"stdout":{"bytes":1,"hash":"b","text":"b"}},"asked":false,"before":{"ending":"exit code 0","example":"e","given":"(nothing)","stderr":{"bytes":0,"hash":"0","text":""},"stdout":{"bytes":1,"hash":"a","text":"a"}}}],"event":"behaviour.compared","from":"abc","inputs":3,"same":1,"to":"def","v":1,"varying":1}"#
  ),
]

private func printing(_ text: String) -> MadeTrace {
  MadeTrace(
    example: "e", given: "(nothing)", ending: "exit code 0",
    stdout: .init(text: text, bytes: text.utf8.count, hash: text),
    stderr: .init(text: "", bytes: 0, hash: "0"))
}

private func contract(_ name: String) -> AppManifest {
  AppManifest(name: name, summary: "s", template: "filter")
}

private let moment = Date(timeIntervalSince1970: 1_767_323_045.5)

@Test(arguments: golden.indices) func writesAndReadsEvents(index: Int) throws {
  let stamped = StampedEvent(at: moment, event: golden[index].event)
  #expect(String(decoding: try stamped.line(), as: UTF8.self) == golden[index].line)
  #expect(try StampedEvent(line: golden[index].line.utf8).event == golden[index].event)
}

@Test func thereIsASampleOfEveryEvent() {
  #expect(golden.map(\.event.name).sorted() == Event.payloads.map { $0.name }.sorted())
}
