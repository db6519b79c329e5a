import Events
import Synchronization
import Terminal
import Workspace

/// Contracts, refusals and failures.
extension TerminalReport {
  /// Name and summary, then one line "given → expect" for each example.
  ///
  /// Of an app that is changed, only what changes is shown, once it is known.
  func show(_ contract: ContractProposed) {
    guard !isChange.withLock(\.self) else { return }
    terminal.line(
      "  " + terminal.styled(printable(contract.name), .bold) + "  \(printable(contract.summary))")
    let given = contract.examples.map { String(printable($0.given).prefix(60)) }
    let width = min(40, given.map(\.count).max() ?? 0)
    for (given, example) in zip(given, contract.examples) {
      let gap = String(repeating: " ", count: max(0, width - given.count))
      terminal.line("    \(given)\(gap)  → \(printable(example.expect))")
    }
    if let varies = contract.varies { terminal.line("    \(VariationText.line(of: varies))") }
  }

  /// What a reply makes of the contract: lost with -, new with +.
  func show(_ change: ContractChange) {
    for line in change.lines {
      let style: Terminal.Style = line.hasPrefix("+") ? .green : .red
      terminal.line("    " + terminal.styled(printable(line), style))
    }
  }

  func show(_ kept: ContractKept) {
    let names = kept.examples.map { printable($0) }.joined(separator: ", ")
    let them = kept.examples.count == 1 ? "it" : "them"
    terminal.line("  kept: \(names); the app must still pass \(them)")
  }

  /// What failed, below its gate.
  func show(_ found: CheckFailures) {
    let isKnown = known.withLock { known in
      defer { known = found }
      return known == found
    }
    guard !isKnown else {
      terminal.line(terminal.styled("    as before", .dim))
      return
    }
    for line in failures.lines(of: found) { terminal.line("    " + terminal.styled(line)) }
  }

  /// Why nothing was written: the model's words if it sent no file, else what is wrong with its reply.
  func show(_ rejection: ReplyRejected) {
    if let said = rejection.said {
      terminal.line("  " + terminal.styled("the model sent no file", .red) + "; it says:")
      for line in ModelWords.lines(said, isVerbose: isVerbose) { terminal.line("    " + line) }
      terminal.line(terminal.styled("  it is asked for files", .dim))
      return
    }
    for error in rejection.errors {
      let path = error.path.map { "\(printable($0)): " } ?? ""
      terminal.line(
        "  " + terminal.styled("refused", .red) + " (\(error.kind.rawValue)) \(path)"
          + indented(error.message))
    }
    let kept = rejection.kept.map { printable($0) }.joined(separator: ", ")
    terminal.line(
      terminal.styled(
        "  nothing was written; the model is told"
          + (kept.isEmpty ? "" : "; kept aside, not asked for again: \(kept)"), .dim))
  }
}
