import Foundation
import LLM
import Replies
import Testing

@testable import Events
@testable import Generation
@testable import Templates
@testable import Workspace

/// What a model is sent, whole.
///
/// The words are the shipped prompts' own; here each prompt is its name and its values.
struct PromptTests {
  private static let template: Template = {
    var template = Template(
      name: "filter", summary: "Lines", goodFor: [],
      starter: ContractTests.tree([
        "Package.swift": "p", "wisp.json": "{}", "Sources/AppCore/Given.swift": "given\n",
      ]), prompt: "<filter>", dependencies: [])
    template.given = [SafePath(known: "Sources/AppCore/Given.swift")]
    return template
  }()

  /// What an app may hold, and of it the model sees: no manifest, nothing hidden, no Kit, nothing that the
  /// template describes.
  private static let tree = ContractTests.tree([
    "Package.swift": "p", "wisp.json": "{}\n", ".gitignore": ".build\n",
    "Sources/Kit/Page.swift": "kit\n", "Sources/AppCore/Given.swift": "given\n",
    "Sources/AppCore/A.swift": "let a = \"```\"",
  ])
  private static let files = """
    Sources/AppCore/A.swift
    ````
    let a = "```"
    ````
    wisp.json
    ```
    {}
    ```
    """

  private func prompt(_ model: String = "m", rules: String = "", others: [Template] = []) throws
    -> Prompt
  {
    var prompt = Prompt(
      texts: try .outlines(), template: Self.template, model: model)
    prompt.rules = rules
    prompt.others = others
    return prompt
  }

  private static let verdict = Verdict(gates: [
    GateResult(
      gate: .tests, milliseconds: 1,
      report: GateReport(
        result: .failed, detail: "1 of 2 failed",
        tests: TestSummary(
          passed: 1, failed: 1,
          failures: [TestFailure(test: "t()", file: "T.swift", line: 3, message: "no")])))
  ])

  @Test func theFirstRequest() throws {
    var request = Request(kind: .new, text: "count", name: "words")
    let session = Session(request: request, tree: Self.tree, iteration: 0)
    let whole = try prompt().request(for: session, stage: .write)
    #expect(
      whole
        == ModelRequest(
          system: "system(template_prompt: <filter>)",
          messages: [
            Message(
              role: .user,
              text: """
                write(files: \(Self.files), description: count, name_rule: name(name: words), examples: , \
                attachments: , template: filter, expectations: expectations(), templates: )
                """)
          ],
          intent: Intent(stage: .write, text: "count", template: "filter", name: "words")))

    // For a look at the contract it is the same, and more is said behind it.
    let contract = try prompt().contractRequest(for: session)
    #expect(contract.messages[0].text == whole.messages[0].text + "\ncontract()")
    #expect(contract.system == whole.system)

    // House rules stand behind the system text; other templates where the model may choose.
    request.name = nil
    var report = Self.template
    (report.name, report.summary) = ("report", "Pages")
    let free = try prompt(rules: "be kind", others: [report]).request(
      for: Session(request: request, tree: FileTree(), iteration: 0), stage: .write)
    #expect(free.system == "system(template_prompt: <filter>)\nrules(rules: be kind)")
    #expect(
      free.messages[0].text
        == "write(files: , description: count, name_rule: , examples: , attachments: , template: filter, "
        + "expectations: expectations(), templates: choose(template: filter, others: - `report`: Pages))"
    )
  }

  /// The user's examples and data, as they are told.
  @Test func whatTheUserGave() throws {
    let request = Request(
      kind: .new, text: "count",
      examples: [
        try Example(commandLine: "add a => ...ok..."),
        try Example(commandLine: "--top 1 < a b a => a \"2\""),
      ],
      attachments: [
        DataSummary(name: "a.csv", head: Array("city,sum\nRome,3\n".utf8), bytes: 16, isWhole: true)
      ])
    let text = try prompt().request(
      for: Session(request: request, tree: FileTree(), iteration: 0), stage: .write
    ).messages[0].text
    #expect(
      text == """
        write(files: , description: count, name_rule: , \
        examples: examples(examples: - example(before: , run: run(arguments: "add", "a"), \
        expected: expect.contains(text: "ok"), expect.exit(code: 0))
        - example(before: , run: run.input(arguments: "--top", "1", input: "a b a"), \
        expected: expect.equals(text: "a \\"2\\""), expect.exit(code: 0))), \
        attachments: data(name: a.csv, headline: 16 bytes, text, 2 lines)
        data.sample()
        ```
        city,sum
        Rome,3

        ```, template: filter, expectations: expectations(), templates: )
        """)
  }

  @Test func aRepair() throws {
    var session = Session(
      request: Request(kind: .tweak, text: "sort", description: "count"), tree: Self.tree,
      verdict: Self.verdict, iteration: 2)
    let head = "repair(description: count, earlier: , change: change(change: sort), files: "
    let first = try text(session, .repair)
    #expect(first.hasPrefix(head))
    #expect(first.contains("accepted: accepted.nothing(), "))
    session.work.manifest = AppManifest(name: "words", summary: "Counts", template: "filter")
    session.work.isFrozen = true
    let second = try text(session, .repair)
    #expect(second.contains("accepted: accepted.manifest(name: words, summary: Counts), "))
    session.work.acceptedTests = [SafePath(known: "Tests/T.swift")]
    session.talk.putBack = ["a", "b"]
    let third = try text(session, .repair)
    #expect(
      third
        == head + """
          Sources/AppCore/A.swift
          ````
          let a = "```"
          ````, outlines: kit.older(files: Sources/Kit/Page.swift
          ```
          // Statements follow.
          ```), verdict: The test run failed: 1 of 2 failed.

          Test t() failed at T.swift:3:
            no, attempts: , accepted: accepted.manifestAndTests(name: words, summary: Counts) \
          accepted.putBack(names: “a”, “b”), dispute: dispute(), format: )
          """)
  }

  @Test func aChange() throws {
    var session = Session(
      request: Request(kind: .tweak, text: "sort", description: "count"), tree: FileTree(),
      verdict: Verdict(gates: []), iteration: 2)
    // A check that passed is not told.
    let passed = try text(session, .tweak)
    #expect(
      passed
        == "tweak(description: count, earlier: , change: sort, files: , outlines: , verdict: , expectations: expectations(), format: )"
    )
    session.work.verdict = Self.verdict
    let failed = try text(session, .tweak)
    #expect(
      failed.hasPrefix(
        "tweak(description: count, earlier: , change: sort, files: , outlines: , verdict: The test run failed: 1 of 2 failed.\n"
      ))
    // Long files may come as edits, of models that manage them.
    session.work.tree = ContractTests.tree(["a.swift": String(repeating: "x\n", count: 121)])
    #expect(
      try prompt("anthropic/claude-x").request(for: session, stage: .tweak).messages[0].text
        .hasSuffix("format: blocks(files: `a.swift`))"))
  }

  private func text(_ session: Session, _ stage: Stage) throws -> String {
    try prompt().request(for: session, stage: stage).messages[0].text
  }

  private static let asked = ModelRequest(
    system: "s", messages: [Message(role: .user, text: "write")])

  @Test(arguments: [
    ("reply", KeptEdits(), "reply", "reask.keptNothing()"),
    // Providers refuse an empty message.
    (" \n", KeptEdits(), "reask.silence()", "reask.keptNothing()"),
  ])
  func aReplyThatWasRefused(
    reply: String, kept: KeptEdits, said: String, told: String
  ) throws {
    let errors = [
      ReplyError(kind: .noMatch, path: "a.swift", message: "not there"),
      ReplyError(kind: .malformed, path: nil, message: "cut"),
    ]
    #expect(
      try prompt().again(Self.asked, after: reply, errors: errors, kept: kept)
        == ModelRequest(
          system: "s",
          messages: Self.asked.messages + [
            Message(role: .assistant, text: said),
            Message(
              role: .user,
              text: "reask(problems: - a.swift: not there\n- cut, kept: \(told), whole: )"),
          ]))
  }

  /// Files that fit are kept; one that failed twice is asked for whole.
  @Test func whatOfARefusedReplyIsKept() throws {
    var kept = KeptEdits()
    let errors = [ReplyError(kind: .noMatch, path: "b.swift", message: "not there")]
    let reply = ParsedReply(
      edits: [.write(SafePath(known: "a.swift"), Array("a\n".utf8))], notes: [], errors: [],
      commands: [])
    for _ in 1...2 {
      kept.keep(reply, errors: errors, on: FileTree(), policy: .open)
    }
    #expect(
      try prompt().again(Self.asked, after: "r", errors: errors, kept: kept).messages.last?.text
        == "reask(problems: - b.swift: not there, kept: reask.kept(files: - a.swift), "
        + "whole: reask.whole(files: `b.swift`))")
  }

  @Test(
    arguments: [
      (nil, [], false, "continue.rest()"),
      (nil, [], true, "continue.fewer()"),
      ("b.swift", [], true, "continue.fewerOf(file: b.swift)"),
      ("b.swift", [], false, "continue.whole(file: b.swift)"),
      ("b.swift", ["x", "y"], false, "continue.inside(file: b.swift, tail: ```\nx\ny\n```)"),
    ] as [(String?, [String], Bool, String)])
  func anAnswerThatWasCutOff(
    open: String?, tail: [String], asksFewer: Bool, next: String
  ) throws {
    var assembly = ReplyAssembly(tree: FileTree())
    assembly.add("a.swift\n```\na\n```\n", isCut: true)
    let missing = ReplyAssembly.Missing(
      open: try open.map { try SafePath($0) }, tail: tail, asksFewer: asksFewer)
    let request = try prompt().continuing(Self.asked, after: assembly, missing: missing)
    #expect(
      request.messages.dropFirst().map(\.text)
        == [assembly.text, "continue(finished: - a.swift, next: \(next))"])
  }
}

extension PromptTexts {
  /// The shipped prompts without their words: `write(description: …, files: …)`.
  fileprivate static func outlines() throws -> PromptTexts {
    let shipped = try LoopHome.texts()
    let sentences = Sentence.allCases.map {
      "## \($0.rawValue)\n" + outline($0.rawValue, shipped.sentences[$0])
    }
    return PromptTexts(
      system: outline("system", shipped.system), rules: outline("rules", shipped.rules),
      write: outline("write", shipped.write), choose: outline("choose", shipped.choose),
      contract: outline("contract", shipped.contract), repair: outline("repair", shipped.repair),
      tweak: outline("tweak", shipped.tweak), reask: outline("reask", shipped.reask),
      blocks: outline("blocks", shipped.blocks), resume: outline("continue", shipped.resume),
      sentences: try Sentences(sentences.joined(separator: "\n")))
  }

  private static func outline(_ name: String, _ text: String) -> String {
    let places = text.matches(of: /{{(\w+)}}/).map { String($0.output.1) }
    return "\(name)(" + places.map { "\($0): {{\($0)}}" }.joined(separator: ", ") + ")"
  }
}
