import Replies
import Terminal
import Testing
import Toolchain
import Workspace

@testable import Events
@testable import Reports

/// What a person reads of a session, event by event.
struct TerminalReportTests {
  private func said(
    _ events: [Event], isVerbose: Bool = false, isBrief: Bool = false, hasColour: Bool = false,
    known: CheckFailures? = nil
  ) -> String {
    let screen = RecordedScreen(hasColour: hasColour)
    let report = TerminalReport(
      screen.terminal, isVerbose: isVerbose, isBrief: isBrief, look: "LOOK", known: known)
    for event in events { report.show(event) }
    return screen.take()
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var event: Event
    var said: String
    /// What `--verbose` says, if that is something else.
    var verbose: String?

    init(_ event: Event, _ said: String, verbose: String? = nil) {
      self.event = event
      self.said = said
      self.verbose = verbose
    }

    var testDescription: String { event.name }
  }

  private static func error(_ file: String, _ line: Int, _ message: String) -> Diagnostic {
    Diagnostic(file: file, line: line, column: nil, severity: .error, message: message)
  }

  private static let failure = CheckFailures(
    tests: [TestFailure(test: "counts()", file: "T.swift", line: 3, message: "1 is not 2")],
    examples: [
      ExampleFailure(
        example: "sums", given: nil,
        mismatches: [Mismatch("lacks 3")])
    ])

  /// At least one row for every event.
  private static let rows = [
    Row(
      Sample.start(name: "words"),
      """
      words
        template  filter (lines in, lines out)
        model     anthropic/claude (--model)

      """),
    Row(Sample.iteration(2, .repair), "2 repair\n"),
    Row(Sample.text("first\nsec"), "", verbose: "  │ first\n"),
    Row(Sample.thought("first\nsec"), ""),
    Row(
      .modelRetrying(ModelRetrying(reason: "overloaded", seconds: 2.5)),
      "  overloaded; again in 2.5 s\n"),
    Row(Sample.answer(), "  answered in 4.2 s, 345 tokens\n"),
    Row(
      Sample.answer(
        Usage(input: 1_200, cached: 1_000, output: 345, reasoning: 300), .truncated),
      "  answered in 4.2 s, 345 tokens (300 of thinking), 1,000 of 1,200 read from the cache, cut off\n"
    ),
    Row(
      Sample.answer(Usage(input: 1, cached: 0, output: 2), .tooLong),
      "  answered in 4.2 s, 2 tokens, not read to its end\n"),
    Row(.replyReceived(ReplyReceived(text: "all")), ""),
    Row(.fileStreaming(FileStreaming(path: "a.swift", lines: 2, complete: false)), ""),
    Row(
      .fileStreaming(FileStreaming(path: "a.swift", lines: 2, complete: true)),
      "  a.swift 2 lines\n"),
    Row(
      .fileBroken(FileBroken(path: "a.swift", line: 3, column: 7)),
      "  a.swift:3 has a syntax error; the model will be told\n"),
    Row(
      .contractProposed(
        ContractProposed(
          name: "words", summary: "Counts words", varies: [.time],
          examples: [
            .init(name: "one", given: "--top 1", expect: "a 2"),
            .init(name: "two", given: "-", expect: "b"),
          ])),
      """
        words  Counts words
          --top 1  → a 2
          -        → b
          results vary by the time from run to run

      """),
    Row(
      .contractChanged(
        ContractChange(
          from: AppManifest(name: "a", summary: "s", template: "filter"),
          to: AppManifest(name: "b", summary: "s", template: "filter"))),
      "    - name a\n    + name b\n"),
    Row(.contractKept(ContractKept(examples: ["e"])), "  kept: e; the app must still pass it\n"),
    Row(
      .contractKept(ContractKept(examples: ["e", "f"])),
      "  kept: e, f; the app must still pass them\n"),
    Row(
      .replyRejected(
        ReplyRejected(
          errors: [
            ReplyError(kind: .noMatch, path: "a/b", message: "not there\nlook"),
            ReplyError(kind: .malformed, path: nil, message: "cut"),
          ], kept: ["a/c"])),
      """
        refused (no_match) a/b: not there
            look
        refused (malformed) cut
        nothing was written; the model is told; kept aside, not asked for again: a/c

      """),
    Row(
      .replyRejected(ReplyRejected(errors: [], said: "Which column?\nThe first?")),
      """
        the model sent no file; it says:
          │ Which column?
          │ The first?
        it is asked for files

      """),
    Row(.replyNoted(ReplyNoted(notes: ["one", "two"])), "  note: one\n  note: two\n"),
    Row(.filesChanged(FilesChanged(paths: ["a", "b"])), "", verbose: "  written: a, b\n"),
    Row(.preparing(Preparing(what: "web")), "  preparing (once): web\n"),
    Row(.preparing(Preparing(what: "web", step: .init(number: 1, of: 2, text: "t"))), ""),
    Row(.gateStarted(GateStarted(gate: .tests)), ""),
    Row(
      .diagnosticFound(error("a.swift", 1, "no\nsuch")),
      "    a.swift:1 no\n      such\n"),
    Row(
      .diagnosticFound(
        Diagnostic(
          file: "a.swift", line: nil, column: nil, severity: .warning, message: "unused")), "",
      verbose: "    a.swift unused\n"),
    Row(Sample.gate(.compile, .passed), "  ✓ compile 1.2 s\n"),
    Row(
      Sample.gate(.tests, .failed, "1 of 2\nfailed", notes: ["slow"]),
      "  ✗ tests 1.2 s  1 of 2\n    failed\n",
      verbose: "  ✗ tests 1.2 s  1 of 2\n    failed\n    note: slow\n"),
    Row(Sample.gate(.smoke, .timedOut), "  ✗ smoke timed out after 1.2 s\n"),
    Row(Sample.gate(.proof, .skipped), ""),
    Row(
      .failuresFound(failure),
      """
          test counts()  T.swift:3
            1 is not 2
          example sums
            lacks 3

      """),
    Row(.tracesMade(TracesMade(traces: [])), ""),
    Row(
      .commitCreated(
        CommitCreated(
          id: "0123456789", number: 1, kind: "write", verdict: "passed", subject: "Write words")),
      "  commit 0123456 Write words\n"),
    Row(.behaviourCompared(BehaviourCompared(from: "abc", to: "def")), ""),
    Row(.sessionFinished(Ends.verified), ""),
  ]

  @Test(arguments: rows) func saysOfOneEvent(_ row: Row) {
    #expect(said([row.event]) == row.said)
    #expect(said([row.event], isVerbose: true) == row.verbose ?? row.said)
  }

  @Test func noEventIsForgotten() {
    #expect(Set(Self.rows.map(\.event.name)) == Set(Event.payloads.map { $0.name }))
  }

  /// Of an app that is changed, the contract is told once it is known what changes.
  @Test func aChangeDoesNotTellTheWholeContract() {
    let contract = Event.contractProposed(ContractProposed(name: "a", summary: "s", examples: []))
    #expect(said([Sample.start(.tweak), contract]).hasSuffix("(--model)\n"))
    #expect(said([Sample.start(.new), contract]).hasSuffix("  a  s\n"))
  }

  @Test func theSameFailuresAreNotToldTwice() {
    let told = said([.failuresFound(Self.failure)])
    let other = Event.failuresFound(
      CheckFailures(tests: [TestFailure(test: "t()", file: nil, line: nil, message: "m")]))
    #expect(
      said([.failuresFound(Self.failure), .failuresFound(Self.failure), other])
        == told + "    as before\n    test t()\n      m\n")
    #expect(said([.failuresFound(Self.failure)], known: Self.failure) == "    as before\n")
  }

  /// Of each check the first eight errors; `--verbose` has all.
  @Test func manyErrorsAreCut() {
    let errors = (1...10).map {
      Event.diagnosticFound(Self.error("a", $0, "m"))
    }
    let gate = Event.gateStarted(GateStarted(gate: .compile))
    let lines = (1...10).map { "    a:\($0) m\n" }
    #expect(said([gate] + errors) == lines.prefix(8).joined())
    #expect(said([gate] + errors, isVerbose: true) == lines.joined())
    #expect(said([gate] + errors + [gate, errors[0]]) == (lines.prefix(8) + [lines[0]]).joined())
  }

  @Test func manyFailuresAreCut() {
    let failures = CheckFailures(
      tests: (1...5).map { TestFailure(test: "t\($0)()", file: nil, line: nil, message: "m") })
    #expect(
      said([.failuresFound(failures)]).hasSuffix(
        "    test t3()\n      m\n      … 2 more failures: LOOK\n"))
    #expect(
      said([.failuresFound(failures)], isVerbose: true).hasSuffix("    test t5()\n      m\n"))
  }

  /// The answer is shown line by line, however it is cut into pieces.
  @Test func theAnswerIsShownInLines() {
    let pieces = ["a", "b\nc", "", "\n\nd"].map(Sample.text)
    #expect(said(pieces, isVerbose: true) == "  │ ab\n  │ c\n  │ \n")
  }

  /// Nothing at once; of the newest iteration what failed, if it is asked for.
  @Test func aBriefReportSaysWhatFailedAtItsEnd() {
    let screen = RecordedScreen()
    let report = TerminalReport(screen.terminal, isBrief: true)
    for event in [
      Sample.start(), Sample.iteration(1, .write), Sample.gate(.compile, .failed),
      Sample.iteration(2, .repair), Sample.text("x"), Sample.gate(.tests, .failed, "1 of 2"),
    ] { report.show(event) }
    #expect(screen.take() == "")
    report.sayWhatFailed()
    #expect(screen.take() == "2 repair\n  ✗ tests 1.2 s  1 of 2\n")
  }

  @Test func coloursSayHowItWent() {
    let (red, green, dim, bold) = ("\u{1B}[31m", "\u{1B}[32m", "\u{1B}[2m", "\u{1B}[1m")
    let off = "\u{1B}[0m"
    #expect(
      said(
        [
          Sample.iteration(1, .write), Sample.gate(.compile, .passed), Sample.gate(.tests, .failed),
          .replyNoted(ReplyNoted(notes: ["n"])),
        ], hasColour: true)
        == "\(bold)1 write\(off)\n  \(green)✓\(off) compile 1.2 s\n  \(red)✗\(off) tests 1.2 s\n"
        + "\(dim)  note: n\(off)\n")
  }

  /// Nothing that a model or an app says reaches the terminal as a command.
  @Test func nothingObeysTheModel() {
    let bad = "\u{1B}]0;x\u{7}"
    let events: [Event] = [
      .fileStreaming(FileStreaming(path: bad, lines: 1, complete: true)),
      .replyNoted(ReplyNoted(notes: [bad])),
      .replyRejected(ReplyRejected(errors: [], said: bad)),
      .failuresFound(
        CheckFailures(tests: [TestFailure(test: bad, file: nil, line: nil, message: bad)])),
      .commitCreated(
        CommitCreated(id: "0123456", number: 1, kind: "write", verdict: "failed", subject: bad)),
      Sample.text(bad + "\n"),
      Sample.gate(.tests, .failed, bad),
    ]
    let text = said(events, isVerbose: true)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(text.split(separator: "\n").count == 10)
  }
}
