import Events
import Generation
import Terminal
import Testing

@testable import Reports

/// The region of a session, line by line: what it says after events, at moments that the test gives.
struct LiveLinesTests {
  private static let start = ContinuousClock.now

  /// What is shown after events, one a second, `later` seconds after the last.
  private func shown(
    _ events: [Event], later: Int = 0, columns: Int = 80, isBrief: Bool = false,
    keys: (status: SessionControl.Status, paused: Duration)? = nil,
    with change: (inout LiveLines) -> Void = { _ in }
  ) -> [String] {
    var lines = LiveLines(isBrief: isBrief)
    var now = Self.start
    for event in events {
      _ = lines.note(event, at: now)
      now += .seconds(1)
    }
    change(&lines)
    return lines.lines(
      at: now + .seconds(later - 1), columns: columns, rows: 24, keys: keys
    ).map(\.text)
  }

  private static let facts = "filter · anthropic/claude"

  /// What is being done, and since when.
  @Test(
    arguments: [
      ([Sample.start()], []),
      ([Sample.start(), Sample.iteration(1, .write)], ["  … waiting for the model"]),
      (
        [
          Sample.start(), Sample.iteration(1, .write), Sample.thought("first\nI sort the w"),
          Sample.thought("ords."),
        ], ["  … thinking: I sort the words.  2 s"]
      ),
      (
        [
          Sample.start(), Sample.iteration(1, .write),
          .fileStreaming(FileStreaming(path: "wisp.json", lines: 3, complete: false)),
        ],
        ["  … wisp.json  3 lines  1 s"]
      ),
      (
        [
          Sample.start(), Sample.iteration(1, .write),
          .fileStreaming(FileStreaming(path: "wisp.json", lines: 9, complete: true)),
        ],
        ["  … waiting for the model  1 s"]
      ),
      (
        [
          Sample.start(), Sample.iteration(1, .write),
          .modelRetrying(ModelRetrying(reason: "over\u{1B}loaded", seconds: 2)),
        ],
        ["  … over\u{FFFD}loaded"]
      ),
      ([Sample.start(), Sample.answer()], ["  … applying the answer"]),
      ([Sample.start(), .gateStarted(GateStarted(gate: .compile))], ["  … compile"]),
      ([Sample.start(), Sample.gate(.compile, .passed)], []),
      ([Sample.start(), Sample.gate(.compile, .failed)], ["  … finishing"]),
      ([Sample.start(), Sample.gate(.tests, .timedOut)], ["  … finishing"]),
      ([Sample.start(), Sample.gate(.proof, .passed)], ["  … finishing"]),
      ([Sample.start(), .replyReceived(ReplyReceived(text: "x"))], []),
    ] as [([Event], [String])])
  func saysWhatIsDone(events: [Event], expected: [String]) {
    #expect(Array(shown(events).prefix(1)) == expected)
  }

  /// What the session has come to, from left to right as it matters.
  @Test func saysWhatItTook() {
    let begun = [Sample.start(), Sample.iteration(1, .write)]
    #expect(shown(begun).last == "  1.0 s · write, reply 1 of at most 6 · \(Self.facts)")
    // Four bytes make a token until the true number is there.
    #expect(
      shown(begun + [Sample.text("12345678")]).last
        == "  2.0 s · about 2 tokens · write, reply 1 of at most 6 · \(Self.facts)")
    let answered = begun + [Sample.text("12345678"), Sample.answer()]
    #expect(
      shown(answered, later: 60).last
        == "  63 s · 1,545 tokens · $0.0123 · write, reply 1 of at most 6 · \(Self.facts)")
    // A repair without a model is no reply.
    let mended =
      answered + [.iterationStarted(IterationStarted(number: 2, kind: .repair, round: nil))]
    #expect(
      shown(mended).last
        == "  4.0 s · 1,545 tokens · $0.0123 · repair, reply 1 of at most 6 · \(Self.facts)")
    // As soon as one price is unknown, none is told.
    let unpriced = mended + [Sample.answer(cost: nil)]
    #expect(
      shown(unpriced).last
        == "  5.0 s · 3,090 tokens · repair, reply 1 of at most 6 · \(Self.facts)")
  }

  @Test(arguments: [
    (SessionControl.Status.running, false, ["  … compile  5 s", "  [s]top  [p]ause  [c]ode"]),
    (.running, true, ["  … compile  5 s", "  [s]top  [p]ause  [c] hide the code"]),
    (.pausing, false, ["  … compile  5 s", "  pausing before the next step  [p] go on  [s]top"]),
    (.paused, false, ["  ‖ paused  7 s", "  [p] go on  [s]top  [c]ode"]),
    (.stopping, false, ["  … compile  5 s", "  stopping when the answer is there  [s] at once"]),
  ])
  func saysWhichKeysThereAre(
    _ status: SessionControl.Status, showsCode: Bool, expected: [String]
  ) {
    #expect(
      shown(
        [.gateStarted(GateStarted(gate: .compile))], later: 5, keys: (status, .seconds(7))
      ) { $0.showsCode = showsCode } == expected)
  }

  /// What is typed meanwhile takes the place of the keys.
  @Test func showsWhatIsTyped() {
    #expect(
      shown([.gateStarted(GateStarted(gate: .tests))], keys: (.running, .zero)) {
        $0.typed = "sort\u{7}"
      } == ["  … tests", "  › sort\u{FFFD}   (for later; Escape takes it back)"])
  }

  @Test func showsTheEndOfTheCode() {
    let code = (1...20).map { "line \($0)\n" }.joined()
    let lines = shown([Sample.iteration(1, .write), Sample.text(code)]) { $0.showsCode = true }
    #expect(lines.dropLast() == (9...20).map { "  │ line \($0)" }[...])
    // A new iteration begins a new answer.
    let next = shown([Sample.text(code), Sample.iteration(2, .repair)]) { $0.showsCode = true }
    #expect(next == ["  … waiting for the model"])
  }

  @Test func showsHowFarAPreparationIs() {
    func preparing(_ step: Preparing.Step?) -> Event {
      .preparing(Preparing(what: "web", step: step))
    }
    let gate = Event.gateStarted(GateStarted(gate: .compile))
    #expect(shown([gate, preparing(nil)], later: 3) == ["  … compile  4 s", "  preparing  3 s"])
    #expect(
      shown([gate, preparing(nil), preparing(.init(number: 1, of: 2, text: "NIO"))], later: 3) == [
        "  … compile  5 s", "  preparing  ██████████░░░░░░░░░░  1 of 2  NIO  4 s",
      ])
    #expect(
      shown([gate, preparing(nil), preparing(.init(number: 2, of: 2))]) == ["  … compile  2 s"])
  }

  /// A thought is cut at its beginning, where a word begins.
  @Test func cutsAThought() {
    let events = [Sample.thought("one two three four five six")]
    #expect(shown(events, columns: 44) == ["  … thinking: …three four five six"])
    #expect(shown(events, columns: 90) == ["  … thinking: one two three four five six"])
  }

  @Test func isOneLineIfItIsBrief() {
    let events = [Sample.start(), Sample.iteration(1, .write)]
    #expect(
      shown(events, later: 2, isBrief: true, keys: (.running, .zero))
        == ["wisp once: waiting for the model  3 s"])
    #expect(
      shown(events + [.preparing(Preparing(what: "kit"))], isBrief: true)
        == ["wisp once: waiting for the model, and preparing for the first time  2 s"])
  }

  @Test func nothingIsLeftAtTheEnd() {
    #expect(
      shown([Sample.start(), Sample.iteration(1, .write), .sessionFinished(Ends.verified)]) == [])
  }
}

/// The region on a screen: drawn below the lines that stay, and taken away.
struct LiveViewTests {
  @Test func isDrawnAndTakenAway() {
    let screen = RecordedScreen(isInteractive: true)
    let start = ContinuousClock.now
    let view = LiveView(screen.terminal, beat: nil) { start }
    view.note(Sample.start())
    #expect(screen.take() == "")
    view.note(.gateStarted(GateStarted(gate: .compile)))
    #expect(screen.take() == "  … compile\r\n  0.0 s · filter · anthropic/claude")
    view.note(.sessionFinished(Ends.verified))
    #expect(screen.take() == "\r\u{1B}[1A\u{1B}[K\u{1B}[B\u{1B}[J\u{1B}[A")
    // Nothing is shown, so nothing comes back.
    view.comeBack()
    #expect(screen.take() == "")
  }

  @Test func isNotDrawnWhereNothingCanMove() {
    let screen = RecordedScreen()
    let view = LiveView(screen.terminal, beat: nil)
    view.note(.gateStarted(GateStarted(gate: .compile)))
    view.note(.sessionFinished(Ends.verified))
    #expect(screen.take() == "")
  }
}
