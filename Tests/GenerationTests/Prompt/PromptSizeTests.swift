import Foundation
import LLM
import Replies
import Templates
import Testing
import Workspace

@testable import Events
@testable import Generation

/// How much is sent, at four bytes a token, so that no request grows unseen.
@Suite struct PromptSizeTests {
  static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let templates = (0..<3).reduce(here) { url, _ in url.deletingLastPathComponent() }
    .appendingPathComponent("Templates").path

  static func size(_ request: ModelRequest) -> Int {
    (request.system.utf8.count + request.messages.map(\.text.utf8.count).reduce(0, +)) / 4
  }

  /// Recorded with `RECORD_SNAPSHOTS=1`.
  @Test func isAsRecorded() throws {
    let texts = try PromptTexts.load(from: Self.templates)
    let catalog = try TemplateCatalog.load(from: Self.templates)
    var lines = ["template first uncertain review repair change"]
    for template in catalog.templates {
      let new = Session(
        request: Request(kind: .new, text: "count the words of a text"), tree: template.starter,
        iteration: 0)
      var broken = new
      broken.work.verdict = Self.notCompiling(template)
      let change = Session(
        request: Request(
          kind: .tweak, text: "sort by length", description: "count the words of a text"),
        tree: template.starter, isFrozen: true, iteration: 1)
      let prompt = Prompt(texts: texts, template: template)
      var unsure = prompt
      unsure.others = catalog.templates.filter { $0 != template }
      let first = [
        try prompt.request(for: new, stage: .write), try unsure.request(for: new, stage: .write),
        try unsure.contractRequest(for: new),
      ].map(Self.size)
      // A local model of 8,192 tokens has half of them left for its answer.
      #expect(first.allSatisfy { $0 <= 4096 }, "\(template.name)")
      let later = [
        try prompt.request(for: broken, stage: .repair),
        try prompt.request(for: change, stage: .tweak),
      ].map(Self.size)
      lines.append(([template.name] + (first + later).map(String.init)).joined(separator: " "))
    }
    let table = lines.joined(separator: "\n") + "\n"
    let file = Self.here.appendingPathComponent("Data/tokens.txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(table.utf8).write(to: file)
    }
    #expect(table == (try String(contentsOf: file, encoding: .utf8)))
  }

  /// One error in the starter's main source.
  private static func notCompiling(_ template: Template) -> Verdict {
    let file = template.starter.paths.map(\.description).last { $0.hasPrefix("Sources/AppCore/") }
    return Verdict(gates: [
      GateResult(
        gate: .compile, milliseconds: 1,
        report: GateReport(
          result: .failed,
          problems: [
            .diagnostic(
              Diagnostic(
                file: file, line: 3, column: 1, severity: .error,
                message: "cannot find 'x' in scope"))
          ]))
    ])
  }

  /// A whole session: an app that does not compile, then fails a test, then passes.
  @Test func aSessionWithTwoRepairsTakesFewTokens() throws {
    let texts = try PromptTexts.load(from: Self.templates)
    let catalog = try TemplateCatalog.load(from: Self.templates)
    let template = try #require(catalog["filter"])
    let prompt = Prompt(texts: texts, template: template)
    var session = Session(
      request: Request(
        kind: .new, text: "turn every line into capitals, with an option that adds a mark"),
      tree: template.starter, iteration: 0)
    let first = try prompt.request(for: session, stage: .write)
    for (path, text) in RepairedSession.files {
      session.work.tree[try SafePath(path)] = Array(text.utf8)
    }
    session.work.manifest = session.work.tree.manifest
    session.spent.rounds = 1
    session.take(RepairedSession.notCompiling)
    let second = try prompt.request(for: session, stage: .repair)
    session.progress.add(.init(iteration: 1, changed: ["wisp.json"], work: session.work))
    session.take(RepairedSession.failingTest)
    session.work.isFrozen = true
    session.progress.add(.init(iteration: 2, changed: ["Filter.swift"], work: session.work))
    let third = try prompt.request(for: session, stage: .repair)
    let sizes = [first, second, third].map(Self.size)
    #expect(sizes.reduce(0, +) <= 5_500, "\(sizes)")
    #expect(third.messages[0].text.contains("@Test func capitals() throws {"))
    #expect(third.messages[0].text.contains("// Tests: emptyLinesStay, refusesUnknownOptions"))
    #expect(!third.messages[0].text.contains("\"examples\""))
  }
}

/// An app of the kind that the bench's session repairs.
enum RepairedSession {
  static let files = [
    "wisp.json":
      #"{"name":"shout","summary":"Turns every line into capitals","template":"filter","examples":[{"name":"capitals","stdin":"hey\nyou\n","expect":{"stdout":{"lines":["HEY","YOU"]}}},{"name":"with a mark","arguments":["--mark"],"stdin":"hey\n","expect":{"stdout":{"equals":"HEY!\n"}}}]}"#,
    "Sources/AppCore/Filter.swift": """
    /// The input cannot be used; shown on standard error, exit code 1.
    public struct InputError: Error, Equatable, CustomStringConvertible {
      public let description: String

      public init(_ description: String) {
        self.description = description
      }
    }

    /// What the user can choose.
    public struct Options: Sendable, Equatable {
      public static let summary = "Turns every line into capitals"
      public static let rules = [OptionRule("mark", help: "end every line with a mark")]

      public let mark: Bool

      public init(_ arguments: Arguments) throws(UsageError) {
        mark = arguments.isOn("mark")
      }
    }

    /// The lines in capitals.
    public func filter(
      _ lines: some Sequence<String>, options: Options, write: (String) -> Void
    ) throws(InputError) {
      for line in lines {
        write(line.shouted())
      }
    }

    """,
    "Tests/AppCoreTests/FilterTests.swift": """
    import Testing

    @testable import AppCore

    func run(_ lines: [String], _ words: [String] = []) throws -> [String] {
      let options = try Options(Arguments(words, rules: Options.rules))
      var output: [String] = []
      try filter(lines, options: options) { output.append($0) }
      return output
    }

    @Test func capitals() throws {
      #expect(try run(["hey", "you"]) == ["HEY", "YOU"])
    }

    @Test func emptyLinesStay() throws {
      #expect(try run([""]) == [""])
    }

    @Test func refusesUnknownOptions() {
      #expect(throws: UsageError("unknown option '--loud'")) { try run([], ["--loud"]) }
    }

    """,
  ]

  static let notCompiling = Verdict(gates: [
    GateResult(gate: .syntax, result: .passed, milliseconds: 1),
    GateResult(
      gate: .compile, milliseconds: 1,
      report: GateReport(
        result: .failed,
        problems: [
          .diagnostic(
            Diagnostic(
              file: "Sources/AppCore/Filter.swift", line: 27, column: 16, severity: .error,
              message: "value of type 'String' has no member 'shouted'"))
        ])),
  ])

  static let failingTest = Verdict(gates: [
    GateResult(gate: .syntax, result: .passed, milliseconds: 1),
    GateResult(gate: .compile, result: .passed, milliseconds: 1),
    GateResult(
      gate: .tests, milliseconds: 1,
      report: GateReport(
        result: .failed,
        problems: [
          .test(
            TestFailure(
              test: "capitals()", file: "Tests/AppCoreTests/FilterTests.swift", line: 13,
              message:
                "Expectation failed: (try run([\"hey\", \"you\"]) → [\"hey\", \"you\"]) == ([\"HEY\", \"YOU\"])"
            ))
        ])),
  ])
}
