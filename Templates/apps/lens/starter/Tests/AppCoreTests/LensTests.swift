import Kit
import Testing

@testable import AppCore

@Test func putsLikeMessagesTogether() {
  let lines = LogLine.all(
    in: "10:00:01 ERROR id=1 gone\n10:00:02 INFO fine\n10:00:03 ERROR id=2 gone\n")
  let found = suspects(in: lines)
  #expect(found.count == 1)
  #expect(found.first?.why == "ERROR, 2 times, first on line 1")
}

@Test func theSevereComesFirst() {
  let lines = LogLine.all(in: "WARN slow\nFATAL out of memory\n")
  #expect(Suspect.report(suspects(in: lines)).first == "1. FATAL out of memory")
}

@Test func aQuietLogIsSaid() {
  #expect(
    Suspect.report(suspects(in: LogLine.all(in: "\n\nall is well\n"))) == [
      "Nothing suspicious was found."
    ])
}
