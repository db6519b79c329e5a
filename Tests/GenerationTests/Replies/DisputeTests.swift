import Testing

@testable import Generation

@Suite struct DisputeTests {
  @Test(arguments: [
    ("DISPUTE: sums by city: Oslo is not there", "the example “sums by city”: Oslo is not there"),
    (
      "Hm.\n  DISPUTE: the example \"sums by city\" — Oslo is missing",
      "the example “sums by city”: Oslo is missing"
    ),
    ("DISPUTE: sums by city and year, wrong", "the example “sums by city and year”: wrong"),
    (
      "DISPUTE: Oslo is no city, says sums by city",
      "the example “sums by city”: Oslo is no city, says sums by city"
    ),
    ("DISPUTE: adds() expects 3", "the test “adds()”: expects 3"),
    ("DISPUTE: sums by city", "the example “sums by city”: sums by city"),
    (
      "DISPUTE: it is \u{1B}[1mall\u{202E} wrong",
      "the accepted contract: it is \\u{1B}[1mall\\u{202E} wrong"
    ),
    ("DISPUTE:", "the accepted contract: "),
  ])
  func isReadFromTheReply(_ text: String, _ message: String) throws {
    let reason = try #require(Directive.all(in: text).first?.dispute)
    let dispute = Dispute(
      reason, examples: ["", "sums by city", "sums by city and year"], tests: ["adds()"])
    #expect(dispute.message == "The model disputes \(message)")
  }

  @Test func directivesStandInLinesOfTheirOwn() {
    let text =
      "I dispute nothing. DISPUTE: no\nTEMPLATE: report.\n  DISPUTE: a\r\nTEMPLATE:\nSHOW: `a/b.swift`, c d"
    #expect(
      Directive.all(in: text) == [
        .template("report"), .dispute(" a"), .template(""), .show(["a/b.swift", "c", "d"]),
      ])
  }
}
