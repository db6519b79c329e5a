import LLM
import Synchronization
import WispCore

/// The region that changes while a session runs: what is being done and for how long, and what the session
/// has taken so far.
///
/// It is drawn anew four times a second, so that time goes on; what is worth keeping is a line of the
/// transcript above it.
final class LiveView: Sendable {
  private let terminal: Terminal
  private let state = Mutex(State())

  private struct State {
    var session: SessionFacts?
    var activity: String?
    var activityStarted = ContinuousClock.now
    /// Keeps the times going; nil while nothing is shown.
    var ticking: Task<Void, Never>?
  }

  /// What is known of the session.
  struct SessionFacts: Equatable {
    var template: String
    var model: String
    var rounds: Int
    var started = ContinuousClock.now
    /// `write`, `repair` or `tweak`, and which of them it is.
    var stage = ""
    var round = 0
    /// Tokens of finished calls, in and out.
    var tokens = 0
    /// Bytes of the answer that is arriving.
    var arriving = 0
    /// Dollars of finished calls; nil as soon as one has no known price.
    var dollars: Double? = 0

    mutating func note(_ event: Event) {
      switch event {
      case .iterationStarted(let iteration):
        stage = iteration.kind
        round += 1
      case .modelDelta(let delta): arriving += delta.text.utf8.count
      case .modelFinished(let end):
        arriving = 0
        tokens += end.usage.input + end.usage.output
        dollars = dollars.flatMap { sum in end.costUSD.map { sum + $0 } }
      default: break
      }
    }

    /// One line: what changes most comes first, for it is cut at the end in a narrow window.
    func line(seconds elapsed: Double) -> String {
      // About four bytes make a token; the true number comes with the end of the answer.
      let tokens = tokens + arriving / 4
      var parts = [seconds(elapsed)]
      if tokens > 0 {
        parts.append(
          (arriving > 0 ? "about " : "") + "\(count(tokens)) token\(tokens == 1 ? "" : "s")")
      }
      if let dollars, dollars > 0 { parts.append("$" + LiveView.cents(dollars)) }
      if round > 0 { parts.append("\(stage), reply \(round) of at most \(rounds)") }
      return "  " + (parts + [template, printable(model)]).joined(separator: " · ")
    }
  }

  init(_ terminal: Terminal) {
    self.terminal = terminal
  }

  deinit { state.withLock { $0.ticking?.cancel() } }

  /// Takes in what happened.
  func note(_ event: Event) {
    state.withLock { state in
      switch event {
      case .sessionStarted(let session):
        state.session = SessionFacts(
          template: session.template, model: session.model, rounds: session.request.limits.rounds)
      default: state.session?.note(event)
      }
    }
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

  private func draw() {
    let lines: [Terminal.Line]? = state.withLock { state in
      guard let activity = state.activity else { return nil }
      let took = state.activityStarted.elapsedSeconds
      let time = took < 1 ? "" : "  \(seconds(took.rounded(.down)))"
      var lines = [Terminal.Line(text: "  … \(activity)\(time)")]
      if let session = state.session {
        lines.append(
          Terminal.Line(
            text: session.line(seconds: session.started.elapsedSeconds), style: .dim))
      }
      return lines
    }
    if let lines { terminal.show(lines) }
  }

  /// An amount of dollars to a hundredth of a cent.
  static func cents(_ dollars: Double) -> String {
    let parts = Int((dollars * 10_000).rounded())
    let rest = String(parts % 10_000)
    return "\(parts / 10_000)." + String(repeating: "0", count: 4 - rest.count) + rest
  }
}
