import SwiftCode
import Testing

@testable import Toolchain

/// Tests that look at nothing, and code that asks whether it is tested.
struct ScrutinyTests {
  @Test(arguments: [
    ("@Test func a() {}", true),
    ("@Test func a() { let x = answer(); _ = x }", true),
    ("@Test func a() { #expect(true) }", true),
    ("@Test func a() { #expect(1 + 1 == 2) }", true),
    ("@Test func a() { _ = try? answer() }", true),
    ("@Test(\"named\") func a() { #expect(\"a\" == \"a\") }", true),
    ("@Test func a() { #expect(answer() == 42) }", false),
    ("@Test func a() throws { _ = try answer() }", true),
    ("@Test func a() throws { try answer() }", true),
    ("@Test func a() { withKnownIssue { #expect(answer() == 42) } }", true),
    ("@Test(.disabled()) func a() { #expect(answer() == 42) }", true),
    ("@Test(.enabled(if: false)) func a() { #expect(answer() == 42) }", true),
    ("@Test(.filterIssues { _ in false }) func a() { #expect(answer() == 42) }", true),
    ("@Suite(.disabled(\"no\")) struct S { @Test func a() { #expect(answer() == 42) } }", true),
    ("@Test func a() { Issue.record(\"no\", severity: .warning) }", true),
    ("@Test func a() {\n#if NEVER\n#expect(answer() == 42)\n#endif\n}", true),
    ("@Test func a() {\n#if DEBUG && os(Linux)\n#expect(answer() == 42)\n#endif\n}", false),
    ("@Test func a() { let later = { #expect(answer() == 42) } }", true),
    ("@Test func a() { _ = { #expect(answer() == 42) } }", true),
    ("@Test func a() { let now = { #expect(answer() == 42) }; now() }", false),
    ("@Test func a() { func later() { #expect(answer() == 42) } }", true),
    ("@Test func a() { func now() { #expect(answer() == 42) }; now() }", false),
    ("@Test func a() { guard answer() == 1 else { return }; #expect(answer() == 1) }", true),
    ("@Test func a() { if answer() == 1 { return }; #expect(answer() == 1) }", true),
    (
      "@Test func a() { guard answer() == 1 else { Issue.record(\"no\"); return }\n}", false
    ),
    ("@Test func a() { with { x in #expect(x == 1) } }", false),
    ("@Test func a() { #expect(throws: Wrong.self) { try answer() } }", false),
    ("@Test func a() throws { let x = try #require(answer()); print(x) }", false),
    ("@Test func a() { if answer() == 0 { Issue.record(\"no\") } }", false),
    ("@Test func a() async { await confirmation { done in done() } }", false),
    ("@Test func a() { check(answer()) }", false),
    ("@Suite struct S { @Test func a() { check(answer()) } }", false),
    ("@Test func a() { answers(1) }", true),
  ])
  func looks(source: String, isEmpty: Bool) throws {
    let helper = "func check(_ x: Int) { #expect(x == 42) }\nfunc answers(_ x: Int) { print(x) }\n"
    let helpers = try EmptyTests.File(SwiftText.parse(helper)).helpers
    #expect(helpers == ["check"])
    #expect(
      try EmptyTests.File(SwiftText.parse(source)).functions(helpers: helpers)
        == [EmptyTests.Function(name: "a", line: 1, isEmpty: isEmpty)])
  }

  @Test func textWithoutTestsHasNone() throws {
    let file = try SwiftText.parse("func a() {}\n// @Test func b() {}\n")
    #expect(EmptyTests.File(file).functions(helpers: []) == [])
  }

  @Test(arguments: [
    (
      "let a = environment[\"WISP_SANDBOX\"]",
      [TestAwareness.Finding(line: 1, word: "WISP_SANDBOX")]
    ),
    (
      "let b = 1\nlet a = NSClassFromString(\"XCTestCase\") != nil",
      [TestAwareness.Finding(line: 2, word: "XCTestCase")]
    ),
    (
      "let a = CommandLine.arguments[0].hasSuffix(\".xctest\")",
      [TestAwareness.Finding(line: 1, word: ".xctest")]
    ),
    (
      "#if canImport(Testing)\nlet a = 1\n#endif",
      [TestAwareness.Finding(line: 1, word: "canImport(Testing)")]
    ),
    ("#if canImport(Glibc)\nimport Glibc\n#endif", []),
    ("// not in WISP_SANDBOX\nlet testing = \"a testing hint\"", []),
  ])
  func asks(source: String, findings: [TestAwareness.Finding]) {
    #expect(TestAwareness.findings(in: source) == findings)
  }
}
