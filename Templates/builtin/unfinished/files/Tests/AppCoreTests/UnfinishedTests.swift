import Kit
import Testing

@testable import AppCore

private func report(_ log: String) -> [String] {
  Findings(in: LogLine.all(in: log)).report(most: 5)
}

@Test func theOldestComesFirst() {
  let lines = report(
    "10:00:01 start __ID__=a\n10:00:05 start __ID__=b\n10:00:09 start __ID__=c\n10:00:10 done __ID__=c\n")
  #expect(lines.first == "1. __ONE__ a never ended")
  #expect(lines.contains("2. __ONE__ b never ended"))
  #expect(!lines.contains { $0.contains("__ONE__ c") })
}

@Test func wordsThatOnlyLookLikeAnEndAreNone() {
  #expect(report("start __ID__=1\nsending __ID__=1\n").first == "1. __ONE__ 1 never ended")
}

@Test func linesWithoutAnIdSayNothing() {
  #expect(report("start\nend\n") == ["No line has a field “__ID__”."])
  #expect(report("") == ["No line has a field “__ID__”."])
}
