import Events

/// Reads what XCTest prints, which is all it tells on Linux.
///
/// ```
/// Test Case 'SumTests.testAdds' started at 2026-11-23 22:05:12.299
/// /app/Tests/AppTests/SumTests.swift:6: error: SumTests.testAdds : XCTAssertEqual failed: …
/// <EXPR>:0: error: SumTests.testAdds : threw error "Oops()"
/// Test Case 'SumTests.testAdds' failed (0.0 seconds)
/// ```
enum XCTestOutput {
  /// What the text tells; the app's own lines between are taken as the rest of a message.
  static func read(_ text: String) -> TestRun {
    var run = TestRun()
    var running: String?
    var isInMessage = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let (name, state) = testCase(line) {
        isInMessage = false
        switch state {
        case "started": running = name
        case "passed": run.summary.passed += 1
        case "failed": run.summary.failed += 1
        case "skipped": run.skipped += 1
        default: break
        }
        if state != "started" { running = nil }
      } else if let failure = failure(line) {
        run.note(failure)
        isInMessage = true
      } else if line.hasPrefix("Test Suite 'All tests' passed")
        || line.hasPrefix("Test Suite 'All tests' failed")
      {
        run.isOver = true
        isInMessage = false
      } else if isInMessage {
        run.goOn(line)
      }
    }
    run.unfinished = running.map { [TestRun.Unfinished(test: $0)] } ?? []
    return run
  }

  private static func testCase(_ line: Substring) -> (name: String, state: Substring)? {
    let mark = "Test Case '"
    guard line.hasPrefix(mark) else { return nil }
    let parts = line.dropFirst(mark.count).split(separator: "' ", maxSplits: 1)
    guard parts.count == 2, let state = parts[1].split(separator: " ").first else { return nil }
    return (String(parts[0]), state)
  }

  private static func failure(_ line: Substring) -> TestFailure? {
    guard let mark = line.firstRange(of: ": error: "), line.first == "/" || line.first == "<"
    else { return nil }
    let rest = line[mark.upperBound...]
    guard let colon = rest.firstRange(of: " : ") else { return nil }
    let name = rest[..<colon.lowerBound]
    guard !name.contains(" "), name.contains(".") else { return nil }
    var message = String(rest[colon.upperBound...])
    if message.hasSuffix(" - ") { message.removeLast(3) }
    var place = line[..<mark.lowerBound].split(separator: ":")
    let number = place.popLast().flatMap { Int($0) }
    let file = Inside.relativeToApp(place.joined(separator: ":"))
    return TestFailure(
      test: String(name), file: file, line: file == nil ? nil : number, message: message)
  }
}
