import Events
import Foundation
import History
import Testing
import Workspace

@testable import Apps
@testable import Generation
@testable import Reports
@testable import Workbench

/// How sessions end.
enum Ends {
  static let verified = finished(.verified)

  static func finished(
    _ reason: StopReason, message: String = "why", said: String? = nil, iterations: Int = 2,
    usage: Usage = Usage(input: 1_200, cached: 1_000, output: 345), cost: Double? = 0.0123
  ) -> SessionFinished {
    SessionFinished(
      app: "words-1a2b", name: "words", verdict: "passed", verified: reason == .verified,
      reason: reason, message: message, said: said, iterations: iterations, usage: usage,
      costUSD: cost, ms: .init(total: 61_000, model: 12_300, check: 4_560), directory: "/d/tree")
  }

  static let example = Example(
    name: "one", arguments: ["--top", "1 2"], stdin: "a\n", expect: .init())

  /// The end of a session on an app with one example.
  static func end(
    _ finished: SessionFinished, example: Example? = example, expires: Date? = nil,
    readsInput: Bool = true, canChange: Bool = true, lastVerified: AppHistory.VerifiedVersion? = nil
  ) -> SessionEnd {
    let manifest = AppManifest(
      name: "words", summary: "Counts words", template: "filter",
      examples: example.map { [$0] } ?? [])
    let session = Session(
      request: Request(kind: .new, text: "count"), tree: FileTree(), manifest: manifest,
      verdict: Verdict(
        outcome: finished.verified ? .passed : .failed, tests: TestSummary(passed: 3),
        examples: ExampleSummary(passed: 1)), iteration: finished.iterations)
    return SessionEnd(
      outcome: Outcome(session: session, template: "filter", finished: finished),
      expires: expires, readsInput: readsInput, canChange: canChange, lastVerified: lastVerified)
  }
}

/// What a person reads at the end of a session.
struct SessionSummaryTests {
  private func text(_ end: SessionEnd, isInConversation: Bool = false) -> String {
    SessionSummary(end, isInConversation: isInConversation).lines.joined(separator: "\n")
  }

  @Test func aVerifiedApp() {
    let end = Ends.end(Ends.verified, expires: Date(timeIntervalSince1970: 1_767_323_045))
    #expect(
      text(end) == """

        words  Counts words
          verified  3 tests, 1 example, 2 iterations
          time      61 s (model 12 s, checks 4.6 s)
          cost      about $0.0123, 1,200 tokens in (1,000 cached), 345 out
          run       wisp run words -- --top '1 2' < FILE
          change    wisp tweak words "…"
          keep      wisp keep words   (else it expires 2026-01-02)
          discard   wisp discard words
        """)
    #expect(
      text(end, isInConversation: true) == """

        words  Counts words
          verified  3 tests, 1 example, 2 iterations
          time      61 s (model 12 s, checks 4.6 s)
          cost      about $0.0123, 1,200 tokens in (1,000 cached), 345 out
          run       /run -- --top '1 2' < FILE
          change    say what to change
          keep      /keep   (else it expires 2026-01-02)
          discard   /discard
        """)
    // Neither an end of its life nor a model that could change it.
    let plain = text(Ends.end(Ends.verified, canChange: false))
    #expect(plain.hasSuffix("\n  keep      wisp keep words\n  discard   wisp discard words"))
    #expect(!plain.contains("change"))
  }

  @Test func anAppThatIsNotVerified() {
    #expect(
      text(Ends.end(Ends.finished(.rounds, message: "6 rounds\nwere used up."))) == """

        words  Counts words
          not verified: 6 rounds
            were used up.
          time      61 s (model 12 s, checks 4.6 s)
          cost      about $0.0123, 1,200 tokens in (1,000 cached), 345 out
          look      wisp show words   (files in /d/tree)
          go on     wisp resume words
          discard   wisp discard words
        """)
  }

  /// The lines below the cost: what can be done next.
  @Test(
    arguments: [
      // An older version is verified.
      (
        Ends.end(
          Ends.finished(.noProgress), lastVerified: .init(commit: "abc", number: 3, steps: 1)),
        """
          look      wisp show words   (files in /d/tree)
          go on     wisp resume words
          back      wisp undo words   (version 3 is verified)
          discard   wisp discard words
        """
      ),
      (
        Ends.end(
          Ends.finished(.noProgress), lastVerified: .init(commit: "abc", number: 1, steps: 2)),
        """
          look      wisp show words   (files in /d/tree)
          go on     wisp resume words
          back      wisp undo words   (2 times: version 1 is verified)
          discard   wisp discard words
        """
      ),
      // The change came to nothing, and the app is what it was.
      (
        Ends.end(Ends.finished(.model), lastVerified: .init(commit: "abc", number: 3, steps: 0)),
        """
          run       wisp run words -- --top '1 2' < FILE
          look      wisp show words   (files in /d/tree)
          go on     wisp resume words   (make the change after all)
        """
      ),
      (
        Ends.end(Ends.finished(.disputed)),
        """
          decide    the model is right: wisp tweak words "what is right"   (this may change the test or example)
                    the test or example is right: wisp resume words   (the model must pass it)
          look      wisp show words   (files in /d/tree)
          go on     wisp resume words
          discard   wisp discard words
        """
      ),
      (
        Ends.end(Ends.finished(.refused, said: "Which column?")),
        """
          answer    wisp tweak words "…"   (with the answer in it)
          look      wisp show words   (files in /d/tree)
          go on     wisp resume words
          discard   wisp discard words
        """
      ),
      (
        Ends.end(Ends.finished(.refused, said: "Which column?", iterations: 0)),
        """
          answer    wisp "…"   (say again what you need, with the answer in it)
          look      wisp show words   (files in /d/tree)
          go on     wisp resume words
          discard   wisp discard words
        """
      ),
    ] as [(SessionEnd, String)])
  func whatCanBeDone(end: SessionEnd, expected: String) throws {
    let below = try #require(text(end).split(separator: "out\n").last)
    #expect(below == expected)
  }

  @Test func whatAModelSaidIsMarkedAndCut() {
    let said = (1...20).map { "line \($0)" }.joined(separator: "\n")
    let lines = SessionSummary(Ends.end(Ends.finished(.refused, said: said))).lines
    #expect(lines[2] == "  not verified: why")
    #expect(
      lines[3...14]
        == ((1...11).map { "    │ line \($0)" } + ["    … 9 more lines: --verbose"])[...])
  }

  @Test func anAppThatIsUnchangedIsVerifiedAsBefore() {
    let end = Ends.end(
      Ends.finished(.model), lastVerified: .init(commit: "abc", number: 3, steps: 0))
    #expect(SessionSummary(end).lines[2] == "  not changed, verified as before: why")
  }

  /// How the app is run: with the words of its first example, the user's files in place of the example's.
  @Test(
    arguments: [
      (nil, true, "wisp run words"),
      (Example(name: "e", arguments: ["a"], expect: .init()), true, "wisp run words -- a"),
      (Example(name: "e", stdin: "x", expect: .init()), true, "wisp run words < FILE"),
      // What reads keys is given none.
      (Example(name: "e", stdin: "x", expect: .init()), false, "wisp run words"),
      (
        Example(name: "e", arguments: ["--seed", "1"], expect: .init()), false, "wisp run words"
      ),
      (
        Example(name: "e", arguments: ["a.csv", "b"], files: ["a.csv": ""], expect: .init()), true,
        "wisp run words --allow-read FILE -- FILE b"
      ),
      (
        Example(name: "e", arguments: ["in"], files: ["in/a.csv": ""], expect: .init()), false,
        "wisp run words --allow-read FOLDER -- FOLDER"
      ),
    ] as [(Example?, Bool, String)])
  func howItIsRun(example: Example?, readsInput: Bool, expected: String) {
    let lines = SessionSummary(
      Ends.end(Ends.verified, example: example, readsInput: readsInput)
    ).lines
    #expect(lines.first { $0.hasPrefix("  run ") } == "  run       \(expected)")
  }

  @Test(
    arguments: [
      (Usage.zero, 0.0, "nothing"),
      (
        Usage(input: 0, cached: 0, output: 0, estimated: true), nil,
        "unknown: the model was stopped before it said"
      ),
      (
        Usage(input: 1_200, cached: 0, output: 5), nil, "1,200 tokens in, 5 out, no price known"
      ),
      (Usage(input: 1, cached: 0, output: 5), 0.00004, "about $0.0000, 1 tokens in, 5 out"),
      (
        Usage(input: 9, cached: 2, output: 5, estimated: true), 1.5,
        "about $1.5000, about 9 tokens in (2 cached), 5 out"
      ),
    ] as [(Usage, Double?, String)])
  func saysWhatItCost(usage: Usage, dollars: Double?, expected: String) {
    #expect(SessionSummary.cost(usage, dollars) == expected)
  }
}
