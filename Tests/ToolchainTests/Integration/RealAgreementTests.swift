import Events
import Files
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// The direct way and `swift build` come to the same, down to the first error.
@Suite(.serialized, .preparedCache) struct RealAgreementTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String: String]

    var testDescription: String { name }
  }

  private struct Account: Equatable {
    var outcome: Verdict.Outcome
    var results: [GateReport.Result]
    var firstError: Diagnostic?
    var warnings: Set<String>
    var tests: [Int]
    var failures: [TestFailure]
  }

  @Test(arguments: cases)
  func bothWays(_ sample: Case) async throws {
    let folder = try TemporaryFolder()
    let tree = try SamplePackage.tree(sample.files)
    let directory = try folder.folder("tree")
    try tree.write(to: directory, replacing: FileTree())
    let checker = try PreparedCache.checker()
    var accounts: [Account] = []
    for faithful in [false, true] {
      let verdict = try await checker.check(
        CheckSubject(
          treeDirectory: directory,
          scratchDirectory: faithful
            ? "\(PreparedCache.directory)/scratch" : "\(folder.path)/scratch",
          faithful: faithful))
      // Whoever hands over is compared with itself.
      if !faithful { #expect(!verdict.gates[1].detail.contains("swift build")) }
      // Fix-its come of the direct way alone.
      let errors = verdict.diagnostics.filter { $0.severity == .error }.map { error in
        var error = error
        error.fixIts = []
        return error
      }
      accounts.append(
        Account(
          outcome: verdict.outcome, results: verdict.gates.map(\.result), firstError: errors.first,
          warnings: errors.isEmpty ? Set(verdict.diagnostics.map { "\($0)" }) : [],
          tests: [verdict.tests.passed, verdict.tests.failed],
          failures: verdict.tests.failures.sorted { $0.message < $1.message }))
    }
    #expect(accounts[0] == accounts[1])
  }
}

private let tests = "Tests/AppCoreTests/MoreTests.swift"
private let core = "Sources/AppCore/More.swift"
private let app = "Sources/App/More.swift"

private let cases: [RealAgreementTests.Case] = [
  .init(name: "concurrency", files: [core: "public var count = 0\n"]),
  .init(
    name: "errors in three modules",
    files: [core: "let a: Int = \"\"\n", app: "let b: Int = \"\"\n", tests: "let c: Int = \"\"\n"]),
  .init(
    name: "errors in program and tests",
    files: [app: "let b: Int = \"\"\n", tests: "let c: Int = \"\"\n"]),
  .init(name: "flow error", files: [core: "func f(_ a: Bool) -> Int {\n  if a { return 1 }\n}\n"]),
  .init(name: "declared twice", files: [core: "public func sum(_ text: String) -> Int { 1 }\n"]),
  .init(
    name: "import of another file",
    files: [
      core: "func f(_ a: String) -> String {\n  a.trimmingCharacters(in: .whitespaces)\n}\n"
    ]),
  .init(
    name: "package access",
    files: [core: "package func f() {}\n", app: "import AppCore\nfunc g() { f() }\n"]),
  .init(
    name: "no access",
    files: [core: "func hidden() {}\n", app: "import AppCore\nfunc g() { hidden() }\n"]),
  .init(
    name: "names beyond ASCII",
    files: [
      "Sources/AppCore/Größe über.swift": "public func größe() -> Int { sum(\"1\") }\n",
      tests: "import AppCore\nimport Testing\n\n@Test func größer() { #expect(größe() == 2) }\n",
    ]),
  .init(
    name: "tests of all kinds",
    files: [
      tests: """
      import Foundation
      import Testing

      struct Oops: Error {}

      @Suite struct Many {
        @Test(arguments: [1, 2, 3]) func odd(_ number: Int) { #expect(number % 2 == 1) }
        @Test(.disabled("not now")) func later() { Issue.record("never") }
        @Test func throwing() throws { throw Oops() }
        @Test func required() throws { _ = try #require(Int("x")) }
        @Test func known() { withKnownIssue { Issue.record("known") } }
        @Test("a name") @MainActor func named() async { #expect(Bool(true)) }
      }

      """
    ]),
  .init(
    name: "macro error",
    files: [tests: "import Testing\n\n@Test func f() {\n  #expect(1 == \"a\")\n}\n"]),
  .init(
    name: "missing try in test",
    files: [tests: "import Testing\n\n@Test func f() {\n  _ = #require(Int(\"1\"))\n}\n"]),
  .init(
    name: "warnings",
    files: [
      core: "@available(*, deprecated)\npublic func old() {}\nfunc f() { let a = 1 }\n",
      app: "import AppCore\nfunc g() { old() }\n",
    ]),
  .init(
    name: "debug build", files: [core: "#if !DEBUG || !SWIFT_PACKAGE\n#error(\"no\")\n#endif\n"]),
  .init(
    name: "two entry points", files: [app: "@main struct Main {\n  static func main() {}\n}\n"]),
  .init(
    name: "language mode 5 and a tested program with @main",
    files: [
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "two",
        targets: [
          .executableTarget(name: "Tool"),
          .testTarget(name: "ToolTests", dependencies: ["Tool"]),
        ],
        swiftLanguageModes: [.v5]
      )
      """,
      "Sources/Tool/Tool.swift": """
      var count = 0

      @main struct Tool {
        static func main() async { print(double(2)) }
        static func double(_ number: Int) -> Int { 2 * number }
      }

      """,
      "Tests/ToolTests/ToolTests.swift": """
      import Testing

      @testable import Tool

      @Test func doubles() { #expect(Tool.double(2) == 4) }

      """,
    ]),
]
