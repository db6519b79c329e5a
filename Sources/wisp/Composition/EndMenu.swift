import ArgumentParser
import Foundation
import LineEditing
import WispCore

/// What to do with an app once its session has ended: one key each, on a terminal.
struct EndMenu {
  let workbench: Workbench
  let finished: SessionFinished
  /// The model that the user named for the session, to go on with.
  let model: String?
  /// Whether the session's model could change the app.
  let modelCanChange: Bool

  /// Whether a person sits at a terminal from which all streams come.
  static func isUsable(_ terminal: Terminal) -> Bool {
    terminal.isInteractive && TerminalMode.isOurs && isatty(STDOUT_FILENO) == 1
  }

  /// Asks until something ends the command.
  ///
  /// - Throws: The exit code of a change or continuation that was chosen.
  func run() async throws {
    // What was typed before the question is no answer to it.
    tcflush(STDIN_FILENO, TCIFLUSH)
    let terminal = workbench.terminal
    while true {
      terminal.show(rows(Terminal.columns).map { Terminal.Line(text: $0) })
      let key = KeyPress.read()
      terminal.clear()
      switch key.map({ Character(UnicodeScalar($0)) }) {
      case "r" where isVerified:
        await use { try RunCommand.parse([app]) }
      case "c" where canChange:
        guard let change = question("What is to change?") else { continue }
        return try await perform { try TweakCommand.parse(named + ["--", app, change]) }
      case "g" where !finished.verified:
        return try await perform { try ResumeCommand.parse(named + [app]) }
      case "k": return try await perform { try KeepCommand.parse([app]) }
      case "d":
        guard isSure() else { continue }
        return try await perform { try DiscardCommand.parse([app]) }
      case "l": await use { try ShowCommand.parse(["--code", app]) }
      case "o": openFolder()
      // Return, q, escape, Ctrl-C, Ctrl-D, a terminal that is gone.
      case "\r", "\n", "q", "\u{1B}", "\u{03}", "\u{04}", nil: return
      // Whoever types a sentence says what is to change.
      case let letter? where canChange && letter.isASCII && (letter.isLetter || letter.isNumber):
        guard let change = question("What is to change?", beginning: letter) else { continue }
        return try await perform { try TweakCommand.parse(named + ["--", app, change]) }
      default: continue
      }
    }
  }

  /// Whether the app is verified as it is now: also where a change of it came to nothing.
  private var isVerified: Bool {
    finished.verified || (try? workbench.store().find(app).record.isVerified) == true
  }

  private var canChange: Bool { modelCanChange && finished.iterations > 0 }

  /// Asks once more: a key is typed by mistake easily, as a part of a sentence too.
  private func isSure() -> Bool {
    let terminal = workbench.terminal
    terminal.show([
      Terminal.Line(text: "  discard \(app)? [d] again to discard it, any other key: no")
    ])
    defer { terminal.clear() }
    return KeyPress.read() == UInt8(ascii: "d")
  }

  private var app: String { finished.app }
  private var named: [String] { model.map { ["--model", $0] } ?? [] }

  private var choices: [(key: String, rest: String)] {
    var choices = isVerified ? [("r", "un")] : []
    if !finished.verified { choices.append(("g", "o on")) }
    if canChange { choices.append(("c", "hange")) }
    if isVerified { choices.append(("k", "eep")) }
    return choices + [("d", "iscard"), ("l", "ook"), ("o", "pen folder"), ("enter", " done")]
  }

  /// The choices, in as many rows as the window needs.
  private func rows(_ columns: Int) -> [String] {
    var rows = [""]
    for choice in choices.map({ "  [\($0.key)]\($0.rest)" }) {
      if DisplayWidth.of(rows[rows.count - 1] + choice) < columns || rows == [""] {
        rows[rows.count - 1] += choice
      } else {
        rows.append(choice)
      }
    }
    return rows
  }

  /// Runs a command and ends as it does.
  private func perform(_ command: () throws -> any ParsableCommand) async throws {
    var command = try command()
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }

  /// Runs a command after which the choice is there again, however it ended.
  private func use(_ command: () throws -> any ParsableCommand) async {
    do {
      try await perform(command)
    } catch let code as ExitCode {
      if code != .success { workbench.terminal.line("  ended with \(code.rawValue)") }
    } catch {
      workbench.terminal.line("wisp: \(printable("\(error)", keepingLines: true))")
    }
  }

  private func question(_ text: String, beginning: Character? = nil) -> String? {
    var editor = LineEditor(workbench)
    let typed = beginning.map { String($0) } ?? ""
    guard case .line(let line) = editor.read(prompt: text + " › ", typed: typed) else { return nil }
    let words = line.trimmingCharacters(in: .whitespacesAndNewlines)
    return words.isEmpty ? nil : words
  }

  /// Shows the app's files in the desktop's own window, or says where they are.
  private func openFolder() {
    let path = finished.directory
    let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains {
      !(workbench.environment[$0] ?? "").isEmpty
    }
    let opener = Process()
    opener.executableURL = URL(fileURLWithPath: "/usr/bin/xdg-open")
    opener.arguments = [path]
    opener.standardOutput = FileHandle.nullDevice
    opener.standardError = FileHandle.nullDevice
    if hasDesktop, (try? opener.run()) != nil { return }
    workbench.terminal.line("  The files are in \(path)")
  }
}

/// One key, read without waiting for the end of a line.
enum KeyPress {
  /// The next byte from the terminal; nil where it is gone.
  static func read() -> UInt8? {
    guard TerminalMode.enter(.raw) else { return nil }
    defer { TerminalMode.leave() }
    var byte: UInt8 = 0
    while true {
      let count = Foundation.read(STDIN_FILENO, &byte, 1)
      if count == 1 {
        // What an arrow or another long key sends after its first byte is no choice.
        if byte == 0x1B { tcflush(STDIN_FILENO, TCIFLUSH) }
        return byte
      }
      guard count < 0, errno == EINTR else { return nil }
    }
  }
}
