import Foundation
package import LineEditing

/// Reads lines from the terminal, with editing, history and completion.
///
/// On a terminal that cannot set its cursor (`TERM=dumb`) it reads plain lines.
package struct LineEditor {
  private let terminal: Terminal
  private var history: LineHistory
  /// What the text up to the cursor may go on with: whole texts.
  package var completions: (String) -> [String] = { _ in [] }

  package init(_ terminal: Terminal, history: LineHistory) {
    self.terminal = terminal
    self.history = history
  }

  /// What a person typed.
  package enum Input: Equatable {
    case line(String)
    /// Ctrl-C on an empty line.
    case interrupted
    /// Ctrl-D, or the terminal is gone.
    case end
  }

  private enum Step {
    case goOn
    case done(Input)
  }

  /// Reads one line, of which `typed` is there already; if it has any words, it becomes a part of the
  /// history.
  package mutating func read(prompt: String, typed: String = "") -> Input {
    guard terminal.isInteractive else { return plainLine(prompt, typed: typed) }
    guard let keys = KeySource() else { return .end }
    defer { keys.close() }
    var line = EditedLine(typed)
    while true {
      draw(line, prompt)
      switch keys.next() {
      case .end:
        terminal.clear()
        return .end
      case .resized: continue
      case .keys(let new):
        for key in new {
          guard case .done(let input) = handle(key, &line, prompt) else { continue }
          // Keys typed after Enter in one go belong to what comes next, and there it is too late.
          return input
        }
      }
    }
  }

  private mutating func handle(_ key: Key, _ line: inout EditedLine, _ prompt: String) -> Step {
    switch key {
    case .enter:
      accept(line, prompt)
      if line.text.contains(where: { !$0.isWhitespace }) { history.add(line.text) }
      return .done(.line(line.text))
    case .interrupt:
      accept(line, prompt, mark: "^C")
      guard !line.text.isEmpty else { return .done(.interrupted) }
      line = EditedLine()
    case .endOfInput where line.text.isEmpty:
      accept(line, prompt)
      return .done(.end)
    case .up: if let text = history.older(than: line.text) { line = EditedLine(text) }
    case .down: if let text = history.newer() { line = EditedLine(text) }
    case .tab: complete(&line)
    case .clearScreen: FileHandle.standardError.write(Data("\u{1B}[2J\u{1B}[H".utf8))
    case .suspend:
      terminal.clear()
      TerminalMode.stop()
    default: _ = line.apply(key)
    }
    return .goOn
  }

  // MARK: Drawing

  private func draw(_ line: EditedLine, _ prompt: String) {
    let columns = terminal.columns
    let lead = DisplayWidth.fitted(prompt, to: columns / 2)
    // One column is left free, so that no row wraps by itself.
    let layout = LineLayout(
      line, promptWidth: DisplayWidth.of(lead), columns: columns - 1, height: terminal.rows - 1)
    let isWhole = layout.rows.first.map { !$0.hasPrefix(LineLayout.indent) } ?? true
    let lines = layout.rows.enumerated().map { index, row in
      Terminal.Line(lead: index == 0 && isWhole ? lead : "", text: row)
    }
    terminal.show(
      lines, cursor: .init(row: layout.cursorRow, column: layout.cursorColumn))
  }

  /// Leaves what was typed in the transcript.
  private func accept(_ line: EditedLine, _ prompt: String, mark: String = "") {
    terminal.clear()
    let text = line.text.replacing("\n", with: "\n" + LineLayout.indent)
    terminal.line(terminal.styled(prompt, .bold) + text + mark)
  }

  // MARK: Completion

  /// Puts in what all completions have in common; if that is nothing new, shows them.
  private func complete(_ line: inout EditedLine) {
    let typed = line.beforeCursor
    let found = completions(typed)
    guard let first = found.first else { return }
    let common = found.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    if found.count == 1 {
      line.insert(String(first.dropFirst(typed.count)) + " ")
    } else if common.count > typed.count {
      line.insert(String(common.dropFirst(typed.count)))
    } else {
      let words = found.map { $0.split(separator: " ").last.map(String.init) ?? $0 }
      terminal.line(terminal.styled("  " + words.prefix(40).joined(separator: "  "), .dim))
    }
  }

  // MARK: Without a cursor

  private mutating func plainLine(_ prompt: String, typed: String) -> Input {
    FileHandle.standardError.write(Data((prompt + typed).utf8))
    guard let text = readLine().map({ typed + $0 }) else { return .end }
    if text.contains(where: { !$0.isWhitespace }) { history.add(text) }
    return .line(text)
  }
}
