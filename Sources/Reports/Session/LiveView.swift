import Events
package import Generation
import Synchronization
import Terminal

/// The region of the screen that changes while a session runs: `LiveLines`, drawn.
///
/// It is drawn anew four times a second, so that time goes on; what is worth keeping is a line of the
/// transcript above it.
package final class LiveView: Sendable {
  private let terminal: Terminal
  private let beat: Duration?
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state: Mutex<State>

  private struct State {
    var lines: LiveLines
    /// Asked by keys; nil if none are read.
    var control: SessionControl?
    /// Keeps the times going; nil while nothing is shown.
    var ticking: Task<Void, Never>?
  }

  /// - Parameters:
  ///   - terminal: Where it is drawn.
  ///   - isBrief: Whether it is one line, without keys.
  ///   - beat: How often it is drawn anew; nil: only when something happens.
  ///   - now: The clock that its times go by.
  init(
    _ terminal: Terminal, isBrief: Bool = false, beat: Duration? = .milliseconds(250),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.terminal = terminal
    self.beat = beat
    self.now = now
    state = Mutex(State(lines: LiveLines(isBrief: isBrief)))
  }

  deinit { state.withLock { $0.ticking?.cancel() } }

  /// Says which keys there are, and what became of them.
  package func attend(_ control: SessionControl) { state.withLock { $0.control = control } }

  /// Shows the code that arrives, or does so no longer.
  package func toggleCode() { state.withLock { $0.lines.showsCode.toggle() } }

  /// Shows what the user types meanwhile.
  package func typed(_ text: String) { state.withLock { $0.lines.typed = text } }

  /// Takes in what happened.
  func note(_ event: Event) {
    let (isNew, isShown) = state.withLock { state in
      (state.lines.note(event, at: now()), state.lines.isShown)
    }
    guard isNew else { return }
    guard isShown else { return end() }
    guard terminal.isInteractive else { return }
    tick()
    draw()
  }

  private func tick() {
    guard let beat else { return }
    state.withLock { state in
      guard state.ticking == nil else { return }
      state.ticking = Task { [weak self] in
        while !Task.isCancelled {
          self?.draw()
          try? await Task.sleep(for: beat)
        }
      }
    }
  }

  /// Takes the region away.
  func end() {
    state.withLock { state in
      state.ticking?.cancel()
      state.ticking = nil
      state.lines.stop()
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
    let (columns, rows) = (terminal.columns, terminal.rows)
    let lines = state.withLock { state in
      state.lines.lines(
        at: now(), columns: columns, rows: rows, keys: state.control.map { ($0.status, $0.paused) })
    }
    if !lines.isEmpty { terminal.show(lines) }
  }
}
