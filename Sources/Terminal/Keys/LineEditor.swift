import Foundation
import LineEditing
import Sandbox

/// Reads lines from the terminal, with editing, history and completion.
///
/// On a terminal that cannot set its cursor (`TERM=dumb`) it reads plain lines.
struct LineEditor {
  let terminal: Terminal
  var history: LineHistory
  /// What the text up to the cursor may go on with: whole texts.
  var completions: (String) -> [String] = { _ in [] }

  /// An editor on the terminal, with the history of the home.
  init(_ face: Face) {
    terminal = face.terminal
    history = LineHistory(path: face.workbench.home.root + "/history")
  }

  enum Input: Equatable {
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

  /// Reads one line, of which `typed` is there already; where it has any words it becomes a part of the
  /// history.
  mutating func read(prompt: String, typed: String = "") -> Input {
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
    let columns = Terminal.columns
    let lead = DisplayWidth.fitted(prompt, to: columns / 2)
    // One column is left free, so that no row wraps by itself.
    let layout = LineLayout(
      line, promptWidth: DisplayWidth.of(lead), columns: columns - 1, height: Terminal.rows - 1)
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

  /// Puts in what all completions have in common; where that is nothing new, shows them.
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

/// Keys as they come from the terminal, which is in raw mode as long as this is open.
private final class KeySource {
  enum Event {
    case keys([Key])
    /// The window has another size, or the screen was used by others.
    case resized
    case end
  }

  private var decoder = KeyDecoder()
  /// A byte in it wakes `next`.
  private let wake: (read: Int32, write: Int32)

  /// Milliseconds after which an escape is a key and no beginning.
  private static let patience: Int32 = 50

  /// Nil where there is no terminal.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    let (reading, writing) = (ends[0], ends[1])
    wake = (reading, writing)
    let notify: @Sendable () -> Void = {
      var byte: UInt8 = 0
      write(writing, &byte, 1)
    }
    WindowSize.notify(writing)
    guard TerminalMode.enter(.raw, onReturn: notify) else {
      close()
      return nil
    }
  }

  func close() {
    TerminalMode.leave()
    WindowSize.ignore()
    Foundation.close(wake.read)
    Foundation.close(wake.write)
  }

  func next() -> Event {
    while true {
      var files = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&files, 2, decoder.isInSequence ? Self.patience : -1)
      if count < 0, errno != EINTR { return .end }
      if count == 0 { return .keys(decoder.flush()) }
      if count > 0, files[1].revents != 0 {
        var bytes = [UInt8](repeating: 0, count: 64)
        _ = Foundation.read(wake.read, &bytes, bytes.count)
        return .resized
      }
      guard count > 0, files[0].revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let got = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
      if got < 0, errno == EINTR || errno == EAGAIN { continue }
      guard got > 0 else { return .end }
      let keys = decoder.feed(bytes[..<got])
      if !keys.isEmpty { return .keys(keys) }
    }
  }
}
