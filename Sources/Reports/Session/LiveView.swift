import Events
package import Generation
import LineEditing
import Synchronization
import Terminal
import Workbench
import Workspace

/// The region that changes while a session runs: what is being done and for how long, and what the session
/// has taken so far.
///
/// It is drawn anew four times a second, so that time goes on; what is worth keeping is a line of the
/// transcript above it.
package final class LiveView: Sendable {
  private let terminal: Terminal
  /// Whether it is one line, without keys.
  private let isBrief: Bool
  private let state = Mutex(State())

  private struct State {
    var session: SessionFacts?
    var activity: String?
    var activityStarted = ContinuousClock.now
    /// Keeps the times going; nil while nothing is shown.
    var ticking: Task<Void, Never>?
    /// What is being prepared beside all else, and since when.
    var preparing: (step: Preparing.Step?, started: ContinuousClock.Instant)?
    /// Asked by keys; nil where none are read.
    var control: SessionControl?
    var showsCode = false
    /// What the user types meanwhile.
    var typed = ""
    var code = ArrivingCode()
    /// The end of the model's thinking.
    var thought = ""
  }

  init(_ terminal: Terminal, isBrief: Bool = false) {
    self.terminal = terminal
    self.isBrief = isBrief
  }

  deinit { state.withLock { $0.ticking?.cancel() } }

  /// Says which keys there are, and what became of them.
  package func attend(_ control: SessionControl) {
    state.withLock { $0.control = control }
  }

  /// Shows the code that arrives, or does so no longer.
  package func toggleCode() { state.withLock { $0.showsCode.toggle() } }

  /// Shows what the user types meanwhile.
  package func typed(_ text: String) { state.withLock { $0.typed = text } }

  /// Takes in what happened.
  func note(_ event: Event) {
    state.withLock { state in
      state.code.note(event)
      if case .preparing(let preparing) = event {
        state.preparing =
          preparing.step?.isLast == true
          ? nil : (preparing.step, state.preparing?.started ?? .now)
      }
      switch event {
      case .sessionStarted(let session):
        state.session = SessionFacts(session)
      default: state.session?.note(event)
      }
    }
    if case .sessionFinished = event { return end() }
    if let step = step(event) { activity(step.text, isSameStep: step.isSame) }
  }

  /// What is being done from this event on; nil if it says nothing of that.
  private func step(_ event: Event) -> (text: String, isSame: Bool)? {
    switch event {
    case .iterationStarted: ("waiting for the model", false)
    case .modelDelta(let delta) where delta.reasoning: ("thinking: " + thought(delta.text), true)
    case .modelRetrying(let retry): (printable(retry.reason), false)
    case .modelFinished: ("applying the answer", false)
    case .fileStreaming(let file) where file.complete: ("waiting for the model", true)
    case .fileStreaming(let file): ("\(printable(file.path))  \(file.lines) lines", true)
    case .gateStarted(let gate): (gate.gate.rawValue, false)
    // No other gate follows.
    case .gateFinished(let gate)
    where gate.gate == .proof || gate.result == .failed || gate.result == .timedOut:
      ("finishing", false)
    default: nil
    }
  }

  /// The end of the model's thinking, as far as there is room beside what else stands in its row; from a
  /// word's beginning.
  private func thought(_ text: String) -> String {
    let last = state.withLock { state in
      state.thought = String((state.thought + text).suffix(400))
      return state.thought.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    }
    let line = printable(last)
    let room = max(20, Terminal.columns - 24)
    guard line.count > room else { return line }
    let end = line.suffix(room)
    let words = end.drop { !$0.isWhitespace }
    return "…" + (words.isEmpty ? end : words.dropFirst())
  }

  /// Shows what is being done now; its time starts when the first words of it change.
  func activity(_ text: String, isSameStep: Bool = false) {
    guard terminal.isInteractive else { return }
    state.withLock { state in
      if !isSameStep { state.activityStarted = .now }
      state.activity = text
      if state.ticking == nil {
        state.ticking = Task { [weak self] in
          while !Task.isCancelled {
            self?.draw()
            try? await Task.sleep(for: .milliseconds(250))
          }
        }
      }
    }
    draw()
  }

  /// Takes the region away.
  func end() {
    state.withLock { state in
      state.ticking?.cancel()
      state.ticking = nil
      state.activity = nil
    }
    terminal.clear()
  }

  /// Draws the region below what others have left on the screen.
  package func comeBack() {
    terminal.lost()
    draw()
  }

  /// Draws the region as it is now.
  package func draw() {
    let columns = Terminal.columns
    let height = Terminal.rows
    let lines: [Terminal.Line]? = state.withLock { state in
      guard let activity = state.activity else { return nil }
      if isBrief {
        let took = state.session.map { Self.time($0.started.elapsedSeconds) } ?? ""
        let first = state.preparing == nil ? "" : ", and preparing for the first time"
        return [Terminal.Line(text: "wisp once: \(activity)\(first)\(took)", style: .dim)]
      }
      let status = state.control?.status ?? .running
      var lines: [Terminal.Line] = []
      if state.showsCode {
        lines += state.code.end(min(12, height - 8)).map {
          Terminal.Line(text: "  │ \(printable($0))", style: .dim)
        }
      }
      if status == .paused, let paused = state.control?.paused {
        lines.append(Terminal.Line(text: "  ‖ paused\(Self.time(paused / .seconds(1)))"))
      } else {
        let took = Self.time(state.activityStarted.elapsedSeconds)
        lines.append(Terminal.Line(text: "  … \(activity)\(took)"))
      }
      if let preparing = state.preparing {
        let took = Self.time(preparing.started.elapsedSeconds)
        lines.append(
          Terminal.Line(
            text: ProgressBar.line(
              "  preparing", number: preparing.step?.number ?? 0, of: preparing.step?.of ?? 0,
              preparing.step?.text, columns: columns) + took))
      }
      if let session = state.session {
        lines.append(
          Terminal.Line(
            text: session.line(seconds: session.started.elapsedSeconds), style: .dim))
      }
      if state.control != nil {
        lines.append(
          state.typed.isEmpty
            ? Terminal.Line(text: Self.keys(status, state.showsCode), style: .dim)
            : Terminal.Line(
              text: "  › \(printable(state.typed))   (for later; Escape takes it back)"))
      }
      return lines
    }
    if let lines { terminal.show(lines) }
  }

  private static func time(_ took: Double) -> String {
    took < 1 ? "" : "  \(Int(took)) s"
  }

  /// The keys that there are now.
  private static func keys(_ status: SessionControl.Status, _ showsCode: Bool) -> String {
    let code = showsCode ? "[c] hide the code" : "[c]ode"
    return switch status {
    case .running: "  [s]top  [p]ause  \(code)"
    case .pausing: "  pausing before the next step  [p] go on  [s]top"
    case .paused: "  [p] go on  [s]top  \(code)"
    case .stopping: "  stopping when the answer is there  [s] at once"
    }
  }
}
