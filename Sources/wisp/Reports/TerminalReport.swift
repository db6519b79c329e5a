import Foundation
import LLM
import Synchronization
import Toolchain
import WispCore

/// Shows a session's events to a person, on standard error.
final class TerminalReport: Sendable {
  let terminal: Terminal
  let live: LiveView
  /// Whether every diagnostic, all remarks and the model's own words are shown.
  let isVerbose: Bool
  private let shownDiagnostics = Mutex(0)
  /// The line of thinking that is being written.
  private let thought = Mutex("")
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

  /// `known` has the failures that were shown before the session.
  init(_ terminal: Terminal, isVerbose: Bool = false, known: CheckFailures? = nil) {
    self.terminal = terminal
    self.isVerbose = isVerbose
    self.known = Mutex(known)
    failures = FailureText(
      more: isVerbose ? nil : Conversation.isUnderway ? "/show --verbose" : "wisp show --verbose")
    live = LiveView(terminal)
  }

  /// Takes the changing region away, where no event says that it ended.
  func end() { live.end() }

  func show(_ event: Event) {
    live.note(event)
    switch event {
    case .sessionStarted(let session): start(session)
    case .iterationStarted(let iteration):
      terminal.line(
        terminal.styled("\(iteration.number) \(iteration.kind)", .bold))
      live.activity("waiting for the model")
    case .modelDelta(let delta):
      if delta.reasoning { think(delta.text) }
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
            + (end.ending == .truncated ? ", cut off" : ""), .dim))
      live.activity("applying the answer")
    case .replyReceived: break
    case .fileStreaming(let file): stream(file)
    case .fileBroken(let file):
      terminal.line(
        "  "
          + terminal.styled(
            "\(printable(file.path)):\(file.line) is no Swift; it goes back to the model", .yellow))
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
    case .gateStarted(let gate):
      shownDiagnostics.withLock { $0 = 0 }
      live.activity(gate.gate.rawValue)
    case .diagnosticFound(let diagnostic): show(diagnostic)
    case .gateFinished(let gate):
      show(gate)
      // No other gate follows.
      if gate.gate == .smoke || gate.result == .failed || gate.result == .timedOut {
        live.activity("finishing")
      }
    case .failuresFound(let found): show(found)
    case .commitCreated(let commit):
      terminal.line(
        terminal.styled("  commit \(commit.id.prefix(7)) \(printable(commit.subject))", .dim))
    case .sessionFinished: live.end()
    }
  }

  /// Shows the end of the model's thinking, dimmed; it stays on the screen no longer than it takes.
  private func think(_ text: String) {
    let line = thought.withLock { thought in
      thought = String((thought + text).suffix(400))
      return thought.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    }
    live.activity("thinking: " + Self.end(of: printable(line)), isSameStep: true)
  }

  /// The end of a line as far as there is room beside what else stands in its row, from a word's
  /// beginning.
  private static func end(of line: String) -> String {
    let room = max(20, Terminal.columns - 24)
    guard line.count > room else { return line }
    let end = line.suffix(room)
    let words = end.drop { !$0.isWhitespace }
    return "…" + (words.isEmpty ? end : words.dropFirst())
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
    terminal.line(terminal.styled(session.app, .bold))
    terminal.line("  template  \(session.template) (\(printable(session.templateReason)))")
    terminal.line("  model     \(printable(session.model)) (\(printable(session.modelReason)))")
  }

  private func stream(_ file: FileStreaming) {
    let path = printable(file.path)
    if file.complete {
      terminal.line("  \(path) \(terminal.styled("\(file.lines) lines", .dim))")
      live.activity("waiting for the model", isSameStep: true)
    } else {
      live.activity("\(path)  \(file.lines) lines", isSameStep: true)
    }
  }

  private func show(_ gate: GateResult) {
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

/// A duration as people read it.
func seconds(_ value: Double) -> String {
  value < 10 ? String(format: "%.1f s", value) : "\(Int(value.rounded())) s"
}

/// A number with separated thousands.
func count(_ value: Int) -> String {
  value.formatted(.number.grouping(.automatic).locale(Locale(identifier: "en_US")))
}
