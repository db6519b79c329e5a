import Events
import Files
import Foundation
import Testing

@testable import Apps

private let moment = Date(timeIntervalSince1970: 1_789_000_000)

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
