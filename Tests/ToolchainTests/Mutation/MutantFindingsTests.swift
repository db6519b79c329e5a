import Testing

@testable import Toolchain

/// What is concluded from runs with mutants.
struct MutantFindingsTests {
  private let mutants = [
    Mutant(number: 1, name: "sum", file: "A.swift", line: 3, lastLine: 5, change: .value)
  ]
  private let place = TestPlace(file: "T.swift", line: 7)

  private func findings(_ lines: [String], names: Set<String> = ["sum"]) -> MutantFindings {
    let test = #"""
      {"kind":"test","payload":{"id":"T.a()/T.swift:7:2","kind":"function","sourceLocation":{"filePath":"/app/T.swift","line":7}}}
      """#
    let ended = #"{"kind":"event","payload":{"kind":"testEnded","testID":"T.a()/T.swift:7:2"}}"#
    let failed =
      #"{"kind":"event","payload":{"kind":"issueRecorded","testID":"T.a()/T.swift:7:2","issue":{}}}"#
    let text = lines.map {
      $0.replacing("PASSED", with: "\(test)\n\(ended)")
        .replacing("FAILED", with: "\(test)\n\(failed)\n\(ended)")
    }
    let sections = MutantRuns.sections(
      Recording.lines(of: text.joined(separator: "\n")), most: text.count)
    var account = MutantAccount()
    account.baseline = sections.first?.run.ended ?? [:]
    account.reached = sections.first?.reached ?? []
    for section in sections.dropFirst() { account.add(section, of: mutants[0], form: 0) }
    return MutantFindings(
      account, tests: [TestNames.Test(place: place, name: "a", names: NameSet(names))],
      mutants: mutants,
      ["sum"])
  }

  @Test(
    arguments: [
      (["run", "PASSED", "end 1:1", "run", "FAILED", "end 1:3"], ["sum"], nil),
      (
        ["run", "PASSED", "end 1:1", "run", "PASSED", "end 1:3"], ["sum"],
        "it still passes when `sum` gives another value (A.swift:3): expect exactly what `sum` must give"
      ),
      // It threw, or its value has no other.
      (["run", "PASSED", "end 1:1", "run", "PASSED", "end 1:1"], ["sum"], nil),
      // It failed before another test crashed.
      (
        ["run", "PASSED", "end 1:1", "run", "PASSED", "end 1:3", "run", "FAILED"],
        ["sum"], nil
      ),
      // It crashed.
      (["run", "PASSED", "end 1:1", "run", "PASSED"], ["sum"], nil),
      (
        ["run", "PASSED", "end", "run", "PASSED", "end"], ["sum"],
        "it never runs the app's own `sum` (A.swift:3): call it and expect what it must give"
      ),
      (
        ["run", "PASSED", "end"], ["abs"],
        "it uses nothing of AppCore: call the app's functions and expect what they must give"
      ),
      ([], ["sum"], nil),
    ] as [([String], Set<String>, String?)])
  func concludes(lines: [String], names: Set<String>, message: String?) {
    let found = findings(lines, names: names)
    #expect(found.weak.map(\.message) == (message.map { [$0] } ?? []))
    #expect(found.weakFiles == (message == nil ? [] : ["T.swift"]))
  }

  @Test(arguments: [("end 1:1", ["sum"]), ("end 1:3", [])])
  func namesWhatCouldNotBeVaried(end: String, names: [String]) {
    #expect(findings(["run", "PASSED", "end 1:1", "run", "PASSED", end]).untried == names)
  }
}
