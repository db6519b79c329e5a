import Events
import Foundation

/// Reads what `XCTestEntry` writes while tests of XCTest's run: one JSON object a line.
///
/// ```
/// {"event":"start","test":"SumTests.testAdds"}
/// {"event":"failure","test":"SumTests.testAdds","file":"/app/Tests/…","line":"6","message":"…"}
/// {"event":"end","test":"SumTests.testAdds","result":"failed"}
/// {"event":"over"}
/// ```
enum XCTestEvents {
  private struct Record: Decodable {
    var event: String
    var test: String?
    var file: String?
    var line: String?
    var message: String?
    var result: String?
  }

  static func read(_ lines: [ArraySlice<UInt8>]) -> TestRun {
    var run = TestRun()
    var running = RunningTests()
    let decoder = JSONDecoder()
    for line in lines {
      // Nobody waits for it any more.
      if Task.isCancelled { break }
      guard let record = try? decoder.decode(Record.self, from: Data(line)) else { continue }
      let test = record.test ?? ""
      switch (record.event, record.result) {
      case ("start", _): running.begin(test)
      case ("failure", _):
        let file = record.file.flatMap { Inside.relativeToApp($0) }
        var message = record.message ?? ""
        if message.hasSuffix(" - ") { message.removeLast(3) }
        run.note(
          TestFailure(
            test: test, file: file, line: file == nil ? nil : record.line.flatMap { Int($0) },
            message: message))
      case ("end", let result):
        running.end(test)
        switch result {
        case "passed": run.summary.passed += 1
        case "skipped": run.skipped += 1
        default: run.summary.failed += 1
        }
      case ("over", _): run.isOver = true
      default: break
      }
    }
    run.unfinished = running.inOrder.map { TestRun.Unfinished(test: $0) }
    return run
  }
}
