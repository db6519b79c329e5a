import Events
import Foundation

/// Reads the event stream of Swift Testing: one JSON object a line.
///
/// Format: swift-testing `Documentation/ABI/JSON.md`. The stream is written as the tests go, so that
/// what was running when a test program hung or crashed can be told.
enum SwiftTestingEvents {
  /// What the stream tells; lines that cannot be read and events of other kinds are passed over.
  static func read(_ lines: [ArraySlice<UInt8>]) -> TestRun {
    var reader = SwiftTestingReader()
    let decoder = JSONDecoder()
    for line in lines {
      // Nobody waits for it any more.
      if Task.isCancelled { break }
      guard let record = try? decoder.decode(EventRecord.self, from: Data(line)) else { continue }
      reader.read(record)
    }
    return reader.finished()
  }
}

private struct SwiftTestingReader {
  private var tests: [String: Test] = [:]
  private var running = RunningTests()
  private var failed: Set<String> = []
  private var run = TestRun()

  private struct Test {
    var name: String
    var isFunction: Bool
    var file: String?
    var line: Int?
  }

  mutating func read(_ record: EventRecord) {
    let payload = record.payload
    guard record.kind == "event" else {
      guard record.kind == "test", let id = payload.id else { return }
      tests[id] = Test(
        name: Self.name(id: id, displayName: payload.displayName),
        isFunction: payload.kind == "function", file: payload.sourceLocation?.file,
        line: payload.sourceLocation?.line)
      return
    }
    let id = payload.testID ?? ""
    let isFunction = tests[id]?.isFunction == true
    switch payload.kind {
    case "testStarted" where isFunction: running.begin(id)
    case "testSkipped" where isFunction: run.skipped += 1
    case "testEnded" where isFunction:
      running.end(id)
      if failed.contains(id) { run.summary.failed += 1 } else { run.summary.passed += 1 }
      if let test = tests[id], let file = test.file, let line = test.line {
        run.ended[TestPlace(file: file, line: line)] = !failed.contains(id)
      }
    case "issueRecorded": recordIssue(payload, of: id)
    case "runEnded": run.isOver = true
    default: break
    }
  }

  func finished() -> TestRun {
    var run = run
    run.unfinished = running.inOrder.map {
      TestRun.Unfinished(
        test: tests[$0]?.name ?? $0, file: tests[$0]?.file, line: tests[$0]?.line)
    }
    // Issues outside any test function still fail the run.
    if !failed.isEmpty, run.summary.failed == 0, run.unfinished.isEmpty { run.summary.failed = 1 }
    return run
  }

  private mutating func recordIssue(_ payload: EventRecord.Payload, of id: String) {
    guard let issue = payload.issue, issue.isKnown != true, issue.isFailure ?? true else { return }
    failed.insert(id)
    run.note(
      TestFailure(
        test: tests[id]?.name ?? (id.isEmpty ? "outside of any test" : id),
        file: issue.sourceLocation?.file ?? tests[id]?.file,
        line: issue.sourceLocation?.line ?? tests[id]?.line,
        message: (payload.messages ?? []).map(\.text).joined(separator: "\n")))
  }

  /// "AppTests.SumSuite/negative()/SumTests.swift:11:4" → "SumSuite/negative()".
  private static func name(id: String, displayName: String?) -> String {
    var name = Substring(id)
    if let dot = name.firstIndex(of: ".") { name = name[name.index(after: dot)...] }
    if let slash = name.lastIndex(of: "/"), name[slash...].contains(".swift:") {
      name = name[..<slash]
    }
    return displayName.map { "\(name) \"\($0)\"" } ?? String(name)
  }
}

/// One line of the stream, as far as it is used.
private struct EventRecord: Decodable {
  var kind: String
  var payload: Payload

  struct Payload: Decodable {
    var kind: String?
    var id: String?
    var testID: String?
    var displayName: String?
    var sourceLocation: SourceLocation?
    var issue: Issue?
    var messages: [Message]?
  }

  struct Issue: Decodable {
    var isKnown: Bool?
    var isFailure: Bool?
    var sourceLocation: SourceLocation?
  }

  struct Message: Decodable {
    var text: String
  }

  struct SourceLocation: Decodable {
    var filePath: String?
    // The name in streams of version 0.
    var _filePath: String?
    var line: Int?

    var file: String? {
      (filePath ?? _filePath).map { Inside.relativeToApp($0) ?? $0 }
    }
  }
}
