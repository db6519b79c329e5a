import Replies
import Templates
import Testing
import Workspace

@testable import Events
@testable import Generation

/// What a model is shown of an app's files, by what the request is for and what is wrong.
@Suite struct ShownFilesTests {
  static let files = [
    "Package.swift": "p",
    "wisp.json": #"{"name":"a","examples":[{"expect":{"exit":0}}]}"#,
    "README.md": "read me",
    "Sources/Kit/Page.swift": "public struct Page {}",
    "Sources/App/main.swift": long("let unit = 1", "print(total([1]))"),
    "Sources/AppCore/Total.swift": long(
      "public func total(_ all: [Int]) -> Int {", "  sum(all)", "}"),
    "Sources/AppCore/Sum.swift": long("func sum(_ all: [Int]) -> Int {", "  all.reduce(0, +)", "}"),
    "Sources/AppCore/Other.swift": long("func other() -> Int {", "  7", "}"),
    "Tests/AppCoreTests/TotalTests.swift": long(
      "func check() {", "  total([1])", "}", "@Test func adds() {", "  #expect(total([]) == 0)",
      "}",
      "@Test func more() {", "  #expect(total([1]) == 1)", "}"),
  ]

  /// So long that only its declarations are worth showing.
  private static func long(_ lines: String...) -> String {
    lines.joined(separator: "\n") + "\n"
      + String(repeating: "// a remark of some length\n", count: 20)
  }

  private func shown(
    _ stage: Stage, _ verdict: Verdict? = nil, isFrozen: Bool = false, asked: [String] = []
  ) throws -> (whole: [String], outlined: [String: String]) {
    var session = Session(
      request: Request(kind: stage == .tweak ? .tweak : .new, text: "add"),
      tree: ContractTests.tree(Self.files), isFrozen: isFrozen, verdict: verdict, iteration: 1)
    if isFrozen { session.work.acceptedTests = Contract.tests(of: session.work.tree) }
    session.talk.show(try asked.map { try SafePath($0) })
    let shown = ShownFiles(session, stage: stage, template: LoopHome.filter)
    return (
      shown.whole.map(\.path.description),
      Dictionary(uniqueKeysWithValues: shown.outlined.map { ($0.path.description, $0.text) })
    )
  }

  private static let main = "Sources/App/main.swift"
  private static let total = "Sources/AppCore/Total.swift"
  private static let sum = "Sources/AppCore/Sum.swift"
  private static let other = "Sources/AppCore/Other.swift"
  private static let tests = "Tests/AppCoreTests/TotalTests.swift"

  @Test func aFirstRequestShowsEverythingButKit() throws {
    let (whole, outlined) = try shown(.write)
    #expect(
      whole == ["README.md", Self.main, Self.other, Self.sum, Self.total, Self.tests, "wisp.json"])
    #expect(outlined.isEmpty)
  }

  @Test func aChangeShowsSourcesAndTheNamesOfTests() throws {
    let (whole, outlined) = try shown(.tweak, .passing, isFrozen: true)
    #expect(whole == ["README.md", Self.main, Self.other, Self.sum, Self.total, "wisp.json"])
    #expect(outlined == [Self.tests: "func check()\n// Tests: adds, more\n"])
  }

  @Test func aRepairShowsTheFileThatDoesNotCompile() throws {
    let broken = Verdict(gates: [
      GateResult(
        gate: .compile, milliseconds: 1,
        report: GateReport(
          result: .failed,
          diagnostics: [
            Diagnostic(
              file: Self.total, line: 1, column: 1, severity: .error, message: "no",
              notes: ["\(Self.sum):1: 'sum' declared here"])
          ]))
    ])
    let (whole, outlined) = try shown(.repair, broken)
    #expect(whole == [Self.sum, Self.total, "wisp.json"])
    #expect(
      outlined == [
        Self.main: "let unit = 1\n// Statements follow.\n", Self.other: "func other() -> Int\n",
        Self.tests: "func check()\n// Tests: adds, more\n",
      ])
  }

  @Test func aRepairShowsTheTestThatFailsAndWhatItUses() throws {
    let failing = Verdict(gates: [
      GateResult(
        gate: .tests, milliseconds: 1,
        report: GateReport(
          result: .failed,
          problems: [
            .test(TestFailure(test: "adds()", file: Self.tests, line: 5, message: "no"))
          ]))
    ])
    let (whole, outlined) = try shown(.repair, failing, isFrozen: true)
    #expect(whole == [Self.sum, Self.total])
    #expect(
      outlined[Self.tests]
        == """
        func check() {
          total([1])
        }
        @Test func adds() {
          #expect(total([]) == 0)
        }
        // Tests: more

        """)
    #expect(Set(outlined.keys) == [Self.main, Self.other, Self.tests])
  }

  @Test func anExampleMayFailAnywhere() throws {
    let (whole, outlined) = try shown(.repair, .failing(.examples, "no"), isFrozen: true)
    #expect(whole == [Self.main, Self.other, Self.sum, Self.total])
    #expect(Array(outlined.keys) == [Self.tests])
  }

  @Test func whatTheModelAskedForIsWhole() throws {
    let (whole, outlined) = try shown(
      .tweak, .passing, isFrozen: true, asked: [Self.tests, "Sources/Kit/Page.swift"])
    #expect(whole.contains(Self.tests) && whole.contains("Sources/Kit/Page.swift"))
    #expect(outlined.isEmpty)
  }

  /// What a prompt describes is not sent, until it is no longer what is described.
  @Test func filesThatAreDescribedAreSentOnlyIfTheyWereChanged() throws {
    let path = try SafePath("Sources/AppCore/Given.swift")
    var template = LoopHome.filter
    template.starter[path] = Array("public let given = 1\n".utf8)
    template.given = [path]
    func isShown(_ tree: FileTree) -> Bool {
      let session = Session(request: LoopHome.request, tree: tree, iteration: 0)
      return ShownFiles(session, stage: .write, template: template).whole.contains {
        $0.path == path
      }
    }
    #expect(!isShown(template.starter))
    #expect(isShown(template.starter.setting(path.description, "public let given = 2\n")))
  }

  @Test func aRepairOfAChangeNamesTheChange() throws {
    let prompt = Prompt(texts: try LoopHome.texts(), template: LoopHome.filter)
    func message(_ request: Request) throws -> String {
      let session = Session(request: request, tree: LoopHome.filter.starter, iteration: 1)
      return try prompt.request(for: session, stage: .repair).messages[0].text
    }
    let change = Request(kind: .tweak, text: "add --total", description: "shout")
    #expect(try message(change).contains("<change>\nadd --total\n</change>"))
    #expect(try !message(LoopHome.request).contains("<change>"))
  }
}
