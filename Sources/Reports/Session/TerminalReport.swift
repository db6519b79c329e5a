package import Events
import Foundation
import Synchronization
package import Terminal
import Toolchain
import Workspace

/// Shows a session's events to a person, on standard error.
package final class TerminalReport: Sendable {
  let terminal: Terminal
  /// The region that changes meanwhile.
  package let live: LiveView
  /// Whether every diagnostic, all remarks and the model's own words are shown.
  let isVerbose: Bool
  /// Whether nothing but the region says what happens.
  private let isBrief: Bool
  /// What the newest iteration has come to, if that is not shown at once.
  private let unsaid = Mutex<[Event]>([])
  private let shownDiagnostics = Mutex(0)
  /// The last line of the model's answer, which is still being written.
  private let answer = Mutex("")
  /// Whether the session continues an app that has a contract.
  let isChange = Mutex(false)
  /// Says what failed.
  let failures: FailureText
  /// The failures that were shown last; the same ones are not shown again.
  let known: Mutex<CheckFailures?>
  /// Diagnostics shown for one check; the rest are in `wisp show`.
  private static let diagnosticLimit = 8

  /// - Parameters:
  ///   - terminal: Where it is shown.
  ///   - isVerbose: Whether every diagnostic, all remarks and the model's own words are shown.
  ///   - isBrief: Whether nothing but the region says what happens.
  ///   - look: The command that shows all of what failed.
  ///   - known: The failures that were shown before the session.
  package init(
    _ terminal: Terminal, isVerbose: Bool = false, isBrief: Bool = false,
    look: String = "wisp show --verbose", known: CheckFailures? = nil
  ) {
    self.terminal = terminal
    self.isVerbose = isVerbose
    self.isBrief = isBrief
    self.known = Mutex(known)
    failures = FailureText(more: isVerbose ? nil : look)
    live = LiveView(terminal, isBrief: isBrief)
  }

  /// Takes the changing region away, if no event says that it ended.
  package func end() { live.end() }

  /// Shows what happened.
  package func show(_ event: Event) {
    live.note(event)
    guard isBrief else { return write(event) }
    unsaid.withLock { events in
      if case .iterationStarted = event { events = [] }
      if event.isJournaled { events.append(event) }
    }
  }

  /// Shows what the newest iteration came to, if that was not shown at once.
  package func sayWhatFailed() {
    for event in unsaid.withLock(\.self) { write(event) }
  }

  private func write(_ event: Event) {
    switch event {
    case .sessionStarted(let session): start(session)
    case .iterationStarted(let iteration):
      terminal.line(
        terminal.styled("\(iteration.number) \(iteration.kind.rawValue)", .bold))
    case .modelDelta(let delta):
      if !delta.reasoning, isVerbose { write(delta.text) }
    case .modelRetrying(let retry):
      terminal.line(
        terminal.styled("  \(printable(retry.reason)); again in \(seconds(retry.seconds))", .yellow)
      )
    case .modelFinished(let end):
      terminal.line(
        terminal.styled(
          "  answered in \(seconds(end.seconds)), \(count(end.usage.output)) tokens"
            + (end.usage.reasoning > 0 ? " (\(count(end.usage.reasoning)) of thinking)" : "")
            + (end.usage.cached > 0
              ? ", \(count(end.usage.cached)) of \(count(end.usage.input)) read from the cache"
              : "")
            + (end.ending == .truncated ? ", cut off" : "")
            + (end.ending == .tooLong ? ", not read to its end" : ""), .dim))
    case .replyReceived: break
    case .fileStreaming(let file):
      guard file.complete else { break }
      terminal.line(
        "  \(printable(file.path)) \(terminal.styled("\(file.lines) lines", .dim))")
    case .fileBroken(let file):
      terminal.line(
        "  "
          + terminal.styled(
            "\(printable(file.path)):\(file.line) has a syntax error; the model will be told",
            .yellow))
    case .contractProposed(let contract): show(contract)
    case .contractChanged(let change): show(change)
    case .contractKept(let kept): show(kept)
    case .replyRejected(let rejection): show(rejection)
    case .replyNoted(let noted):
      for note in noted.notes { terminal.line(terminal.styled("  note: \(printable(note))", .dim)) }
    case .filesChanged(let changed):
      guard isVerbose else { break }
      let paths = changed.paths.map { printable($0) }.joined(separator: ", ")
      terminal.line(terminal.styled("  written: \(paths)", .dim))
    case .preparing(let preparing):
      guard preparing.step == nil else { break }
      terminal.line(terminal.styled("  preparing (once): \(printable(preparing.what))", .dim))
    case .gateStarted: shownDiagnostics.withLock { $0 = 0 }
    case .diagnosticFound(let diagnostic): show(diagnostic)
    case .gateFinished(let gate): show(gate)
    case .failuresFound(let found): show(found)
    case .tracesMade: break
    case .commitCreated(let commit):
      terminal.line(
        terminal.styled("  commit \(commit.id.prefix(7)) \(printable(commit.subject))", .dim))
    // The summary shows it.
    case .behaviourCompared: break
    case .sessionFinished: break
    }
  }

  /// Shows the model's answer line by line, as it comes.
  private func write(_ text: String) {
    let lines = answer.withLock { answer in
      answer += text
      var lines = answer.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      answer = lines.removeLast()
      return lines
    }
    for line in lines { terminal.line(terminal.styled("  │ \(printable(line))", .dim)) }
  }

  private func start(_ session: SessionStarted) {
    isChange.withLock { $0 = session.request.kind != .new }
    if let name = session.name { terminal.line(terminal.styled(name, .bold)) }
    terminal.line("  template  \(session.template) (\(printable(session.templateReason)))")
    terminal.line("  model     \(printable(session.model)) (\(printable(session.modelReason)))")
  }

  private func show(_ gate: GateFinished) {
    let time = seconds(Double(gate.milliseconds) / 1000)
    let words = printable(gate.detail, keepingLines: true).replacing("\n", with: "\n    ")
    let detail = words.isEmpty ? "" : "  \(words)"
    switch gate.result {
    case .passed:
      terminal.line("  \(terminal.styled("✓", .green)) \(gate.gate.rawValue) \(time)\(detail)")
    case .failed:
      terminal.line("  \(terminal.styled("✗", .red)) \(gate.gate.rawValue) \(time)\(detail)")
    case .timedOut:
      terminal.line(
        "  \(terminal.styled("✗", .red)) \(gate.gate.rawValue) timed out after \(time)\(detail)")
    case .skipped: break
    }
    guard isVerbose else { return }
    for note in gate.notes ?? [] {
      terminal.line(terminal.styled("    note: \(printable(note))", .dim))
    }
  }

  private func show(_ diagnostic: Diagnostic) {
    guard diagnostic.severity == .error || isVerbose else { return }
    let shown = shownDiagnostics.withLock { count in
      count += 1
      return count
    }
    guard shown <= Self.diagnosticLimit || isVerbose else { return }
    let place = [diagnostic.file, diagnostic.line.map(String.init)].compactMap(\.self)
      .joined(separator: ":")
    terminal.line("    \(printable(place)) \(indented(diagnostic.message))")
  }

  func indented(_ message: String) -> String {
    printable(message, keepingLines: true).replacing("\n", with: "\n      ")
  }
}
