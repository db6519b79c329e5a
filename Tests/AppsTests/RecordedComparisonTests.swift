import Events
import Foundation
import TestSupport
import Testing
import Toolchain
import Workspace

@testable import Apps

/// Two versions compared by what their checks have on record.
@Suite struct RecordedComparisonTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func trace(
    _ example: String, with: String? = nil, _ output: String, ending: String = "exit code 0"
  ) -> MadeTrace {
    MadeTrace(
      example: example, with: with, given: "< \(with ?? example)", ending: ending,
      stdout: .init(text: output, bytes: output.utf8.count, hash: output),
      stderr: .init(text: "", bytes: 0, hash: ""))
  }

  private static func version(
    _ commit: String, _ examples: [Example], varies: [Variation] = []
  ) -> AppVersion {
    AppVersion(
      commit: commit, tree: FileTree(),
      manifest: AppManifest(
        name: "a", summary: "s", template: "filter", varies: varies, examples: examples))
  }

  private static func example(_ name: String, stdin: String, equals: String) -> Example {
    Example(
      name: name, stdin: stdin,
      expect: Example.Expectation(stdout: TextExpectation(equals: equals)))
  }

  private func journal(_ checks: [(commit: String, traces: [MadeTrace])]) throws -> Journal {
    let journal = Journal(path: "\(folder.path)/journal.jsonl")
    for check in checks {
      for event in [
        Event.tracesMade(TracesMade(traces: check.traces)),
        .commitCreated(
          CommitCreated(
            id: check.commit, number: 1, kind: "tweak", verdict: "passed", subject: "s")),
      ] {
        try journal.append(StampedEvent(at: Date(timeIntervalSince1970: 0), event: event))
      }
    }
    return journal
  }

  @Test func comparesWhatBothWereGiven() throws {
    let sums = Self.example("sums", stdin: "1", equals: "1")
    let asked = Self.example("asked", stdin: "2", equals: "2")
    let other = Self.example("other", stdin: "3", equals: "3")
    var changed = asked
    changed.expect.stdout?.equals = "two"
    var moved = other
    moved.stdin = "4"
    let old = [
      Self.trace("sums", "1"), Self.trace("sums", with: "nothing", "0"),
      Self.trace("sums", with: "words", "no", ending: "exit code 1"), Self.trace("asked", "2"),
      Self.trace("other", "3"),
    ]
    let new = [
      Self.trace("asked", "two"), Self.trace("sums", "1"),
      Self.trace("sums", with: "nothing", "none"),
      Self.trace("sums", with: "words", "NO", ending: "exit code 2"), Self.trace("other", "4"),
    ]
    let journal = try journal([("old", old), ("new", new)])
    // The input of "other" is another one; refusals are alike.
    #expect(
      journal.compared(
        Self.version("old", [sums, asked, other]), Self.version("new", [sums, changed, moved]))
        == BehaviourCompared(
          from: "old", to: "new", inputs: 4, same: 2,
          differences: [
            .init(isAsked: false, before: old[1], after: new[2]),
            .init(isAsked: true, before: old[3], after: new[0]),
          ]))
  }

  @Test func saysNothingOfWhatIsNotOnRecordOrVaries() throws {
    let sums = Self.example("sums", stdin: "1", equals: "1")
    let journal = try journal([
      ("old", [Self.trace("sums", "1")]), ("new", [Self.trace("sums", "2")]),
    ])
    #expect(journal.compared(Self.version("older", [sums]), Self.version("new", [sums])) == nil)
    #expect(
      journal.compared(
        Self.version("old", [sums]), Self.version("new", [sums], varies: [.chance])) == nil)
  }
}
