import Files
import Foundation
import LLM
import Replies
import Testing
import Toolchain
import Workspace

@testable import WispCore

/// One of every event, and the line it must be written as: the outside contract, word for word.
private let golden: [(event: Event, line: String)] = [
  (
    .iterationStarted(IterationStarted(number: 2, kind: "repair")),
    #"{"at":"2026-01-02T03:04:05.500Z","event":"iteration.started","kind":"repair","number":2,"v":1}"#
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
    .gateFinished(GateResult(gate: .tests, result: .failed, milliseconds: 12, detail: "1 of 2")),
    #"{"at":"2026-01-02T03:04:05.500Z","detail":"1 of 2","event":"gate.finished","ms":12,"name":"tests","result":"failed","v":1}"#
  ),
  (
    .sessionFinished(
      SessionFinished(
        app: "a-0001", verdict: "passed", verified: true, reason: .verified, message: "m",
        iterations: 3, usage: Usage(input: 10, cached: 4, cacheWrites: 2, output: 5, reasoning: 1),
        costUSD: nil,
        ms: .init(total: 3, model: 2, check: 1), directory: "/d")),
    #"{"app":"a-0001","at":"2026-01-02T03:04:05.500Z","cost_usd":null,"directory":"/d","event":"session.finished","iterations":3,"message":"m","ms":{"check":1,"model":2,"total":3},"reason":"verified","usage":{"cache_writes":2,"cached":4,"estimated":false,"input":10,"output":5,"reasoning":1},"v":1,"verdict":"passed","verified":true}"#
  ),
]

private let moment = Date(timeIntervalSince1970: 1_767_323_045.5)

@Test(arguments: golden.indices) func writesAndReadsEvents(index: Int) throws {
  let stamped = StampedEvent(at: moment, event: golden[index].event)
  #expect(String(decoding: try stamped.line(), as: UTF8.self) == golden[index].line)
  #expect(try StampedEvent(line: golden[index].line.utf8).event == golden[index].event)
}

@Suite struct JournalTests {
  private func temporaryFile() -> String {
    FileManager.default.temporaryDirectory.path + "/journal ü \(UUID().uuidString).jsonl"
  }

  private func note(_ text: String) -> Event { .replyNoted(ReplyNoted(notes: [text])) }

  @Test func keepsEventsButNotThePiecesOfAStream() throws {
    let path = temporaryFile()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let sink = EventSink(journal: Journal(path: path), now: { moment }, show: { _ in })
    sink.emit(note("one"))
    sink.emit(.modelDelta(ModelDelta(text: "x", reasoning: false)))
    sink.emit(.fileStreaming(FileStreaming(path: "p", lines: 1, complete: false)))
    sink.emit(note("two"))
    try sink.check()
    #expect(Journal(path: path).events().map(\.event) == [note("one"), note("two")])
  }

  /// A crash may leave any prefix of the last line: what came before and what comes after is read.
  @Test func survivesBeingCutAtAnyByte() throws {
    let path = temporaryFile()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try StampedEvent(at: moment, event: note("one")).line() + [0x0A]
    let second = try StampedEvent(at: moment, event: note("two")).line()
    for length in 0...second.count {
      try Data(first + second[..<length]).write(to: URL(fileURLWithPath: path))
      try Journal(path: path).append(StampedEvent(at: moment, event: note("three")))
      let kept = length == second.count ? ["one", "two", "three"] : ["one", "three"]
      #expect(Journal(path: path).events().map(\.event) == kept.map(note))
    }
  }

  @Test func aJournalThatCannotBeWrittenIsReported() {
    let sink = EventSink(journal: Journal(path: "/nowhere/at/all"), show: { _ in })
    sink.emit(note("lost"))
    #expect(throws: FileFailure(operation: "open", path: "/nowhere/at/all", code: ENOENT)) {
      try sink.check()
    }
  }
}
