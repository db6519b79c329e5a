import Events
import Generation
import LineEditing
import Terminal
import Workbench
import Workspace

/// What a person sees of a session while it runs: what is being done and for how long, and what the session has
/// taken so far.
struct LiveLines {
  typealias Instant = ContinuousClock.Instant

  /// What is being done, since when.
  private enum Activity {
    case doing(String, since: Instant)
    case thinking(since: Instant)
  }

  /// Whether it is one line, without keys.
  private let isBrief: Bool
  /// Whether the code that arrives is shown.
  var showsCode = false
  /// What the user types meanwhile.
  var typed = ""
  private var session: (facts: SessionFacts, started: Instant)?
  private var activity: Activity?
  /// What is being prepared beside all else.
  private var preparing: (step: Preparing.Step?, started: Instant)?
  private var code = ArrivingCode()
  /// The end of the model's thinking.
  private var thought = ""

  init(isBrief: Bool = false) { self.isBrief = isBrief }

  /// Takes in what happened at a moment.
  ///
  /// - Returns: Whether it says what is being done from now on.
  mutating func note(_ event: Event, at now: Instant) -> Bool {
    code.note(event)
    switch event {
    case .sessionStarted(let started): session = (SessionFacts(started), now)
    case .preparing(let made):
      preparing = made.step?.isLast == true ? nil : (made.step, preparing?.started ?? now)
    default: session?.facts.note(event)
    }
    switch event {
    case .iterationStarted, .modelFinished, .modelRetrying, .gateStarted, .gateFinished:
      guard let text = Self.step(event) else { return false }
      activity = .doing(text, since: now)
    case .modelDelta(let delta) where delta.reasoning:
      thought = String((thought + delta.text).suffix(400))
      activity = .thinking(since: since ?? now)
    case .fileStreaming(let file):
      let text =
        file.complete ? "waiting for the model" : "\(printable(file.path))  \(file.lines) lines"
      activity = .doing(text, since: since ?? now)
    case .sessionFinished: activity = nil
    default: return false
    }
    return true
  }

  /// Whether there is anything to show.
  var isShown: Bool { activity != nil }

  /// Nothing is done any more.
  mutating func stop() { activity = nil }

  private var since: Instant? {
    switch activity {
    case .doing(_, let since), .thinking(let since): since
    case nil: nil
    }
  }

  /// The words for a step that begins; nil if it says nothing of what is done.
  private static func step(_ event: Event) -> String? {
    switch event {
    case .iterationStarted: "waiting for the model"
    case .modelFinished: "applying the answer"
    case .modelRetrying(let retry): printable(retry.reason)
    case .gateStarted(let gate): gate.gate.rawValue
    // No other gate follows.
    case .gateFinished(let gate)
    where gate.gate == Gate.allCases.last || gate.result == .failed || gate.result == .timedOut:
      "finishing"
    default: nil
    }
  }

  // MARK: Lines

  /// The lines as they are at a moment, for a window.
  ///
  /// - Parameters:
  ///   - now: The moment.
  ///   - columns: How wide the window is.
  ///   - rows: How high it is.
  ///   - keys: What became of the keys, and how long the session stood still; nil if none are heard.
  /// - Returns: Nothing if nothing is being done.
  func lines(
    at now: Instant, columns: Int, rows: Int,
    keys: (status: SessionControl.Status, paused: Duration)?
  ) -> [Terminal.Line] {
    guard let since else { return [] }
    let doing = doing(columns)
    if isBrief {
      let first = preparing == nil ? "" : ", and preparing for the first time"
      let took = session.map { Self.time(from: $0.started, to: now) } ?? ""
      return [Terminal.Line(text: "wisp once: \(doing)\(first)\(took)", style: .dim)]
    }
    var lines: [Terminal.Line] = []
    if showsCode {
      lines += code.end(min(12, rows - 8)).map {
        Terminal.Line(text: "  │ \(printable($0))", style: .dim)
      }
    }
    if let keys, keys.status == .paused {
      lines.append(Terminal.Line(text: "  ‖ paused\(Self.time(keys.paused))"))
    } else {
      lines.append(Terminal.Line(text: "  … \(doing)\(Self.time(from: since, to: now))"))
    }
    if let preparing {
      let bar = ProgressBar.line(
        "  preparing", number: preparing.step?.number ?? 0, of: preparing.step?.of ?? 0,
        preparing.step?.text, columns: columns)
      lines.append(Terminal.Line(text: bar + Self.time(from: preparing.started, to: now)))
    }
    if let session {
      let line = session.facts.line(seconds: session.started.duration(to: now) / .seconds(1))
      lines.append(Terminal.Line(text: line, style: .dim))
    }
    if let keys { lines.append(last(keys.status)) }
    return lines
  }

  private func doing(_ columns: Int) -> String {
    switch activity {
    case .doing(let text, _): text
    case .thinking: "thinking: " + Self.end(of: thought, room: max(20, columns - 24))
    case nil: ""
    }
  }

  /// The end of the last line of the model's thinking, from a word's beginning.
  private static func end(of thought: String, room: Int) -> String {
    let line = printable(thought.split(whereSeparator: \.isNewline).last.map(String.init) ?? "")
    guard line.count > room else { return line }
    let end = line.suffix(room)
    let words = end.drop { !$0.isWhitespace }
    return "…" + (words.isEmpty ? end : words.dropFirst())
  }

  /// What is typed meanwhile, else the keys that there are now.
  private func last(_ status: SessionControl.Status) -> Terminal.Line {
    guard typed.isEmpty else {
      return Terminal.Line(text: "  › \(printable(typed))   (for later; Escape takes it back)")
    }
    let code = showsCode ? "[c] hide the code" : "[c]ode"
    let text =
      switch status {
      case .running: "  [s]top  [p]ause  \(code)"
      case .pausing: "  pausing before the next step  [p] go on  [s]top"
      case .paused: "  [p] go on  [s]top  \(code)"
      case .stopping: "  stopping when the answer is there  [s] at once"
      }
    return Terminal.Line(text: text, style: .dim)
  }

  private static func time(from start: Instant, to now: Instant) -> String {
    time(start.duration(to: now))
  }

  private static func time(_ took: Duration) -> String {
    took < .seconds(1) ? "" : "  \(took.components.seconds) s"
  }
}
