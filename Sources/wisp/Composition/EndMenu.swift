import ArgumentParser
import Foundation
import LineEditing
import WispCore
import Workspace

/// What to do with an app once its session has ended: one key each, on a terminal.
struct EndMenu {
  let workbench: Workbench
  let finished: SessionFinished
  /// The model that the user named for the session, to go on with.
  let model: String?
  /// Whether the session's model could change the app.
  let modelCanChange: Bool
  /// The app's first example, to run it with the same words.
  let example: Example?

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
    let typed = SessionKeys.takeTyped()
    if !typed.isEmpty, canChange, let change = question("What is to change?", beginning: typed) {
      return try await perform { try TweakCommand.parse(named + ["--", app, change]) }
    }
    while true {
      terminal.show(rows(Terminal.columns).map { Terminal.Line(text: $0) })
      let press = KeyPress.next()
      terminal.clear()
      let key = press.map { Character(UnicodeScalar($0.key)) }
      if let key, press?.isTyped == true, key != "c", key != "d" {
        // A sentence, or the next command: no letter of it is a choice.
        guard canChange else {
          tcflush(STDIN_FILENO, TCIFLUSH)
          continue
        }
        guard let change = question("What is to change?", beginning: String(key)) else { continue }
        return try await perform { try TweakCommand.parse(named + ["--", app, change]) }
      }
      switch key {
      case "r" where isVerified:
        let words = runWords
        if !words.isEmpty {
          terminal.line("  wisp run \(app) \(words.map(shellQuoted).joined(separator: " "))")
        }
        await use { try RunCommand.parse([app] + words) }
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
        guard let change = question("What is to change?", beginning: String(letter)) else {
          continue
        }
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

  /// The words of the first example, if the app needs nothing else to do something.
  private var runWords: [String] {
    guard let example, example.stdin.isEmpty, example.files.isEmpty, example.before.isEmpty,
      !example.arguments.isEmpty
    else { return [] }
    return ["--"] + example.arguments
  }

  private func question(_ text: String, beginning: String = "") -> String? {
    var editor = LineEditor(workbench)
    guard case .line(let line) = editor.read(prompt: text + " › ", typed: beginning) else {
      return nil
    }
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
  /// Milliseconds within which the next key makes a key a part of something that is typed.
  static let together: Int32 = 300

  /// The next byte from the terminal; nil where it is gone.
  static func read() -> UInt8? {
    guard TerminalMode.enter(.raw) else { return nil }
    defer { TerminalMode.leave() }
    return byte()
  }

  /// The next byte, and whether others follow it as those of a word do; nil where the terminal is gone.
  static func next() -> (key: UInt8, isTyped: Bool)? {
    guard TerminalMode.enter(.raw) else { return nil }
    defer { TerminalMode.leave() }
    guard let key = byte() else { return nil }
    guard key >= 0x20 else { return (key, false) }
    var more = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return (key, poll(&more, 1, together) == 1)
  }

  private static func byte() -> UInt8? {
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
