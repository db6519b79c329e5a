import Apps
import Events
import Foundation
import LineEditing
import Terminal
import Workbench
import Workspace

/// What to do with an app once its session has ended: one key each, on a terminal.
struct EndMenu {
  let face: Face
  let store: AppStore
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

  private var terminal: Terminal { face.terminal }

  /// Asks until something ends the command.
  ///
  /// - Returns: The exit code of what was chosen; nil if it is the session's own.
  func run() async throws -> ExitStatus? {
    // What was typed before the question is no answer to it.
    tcflush(STDIN_FILENO, TCIFLUSH)
    let typed = SessionKeys.takeTyped()
    if !typed.isEmpty, canChange, let status = try await change(beginning: typed) { return status }
    while true {
      terminal.show(rows(terminal.columns).map { Terminal.Line(text: $0) })
      let press = KeyPress.next()
      terminal.clear()
      let key = press.map { Character(UnicodeScalar($0.key)) }
      if let key, press?.isTyped == true, key != "c", key != "d" {
        // A sentence, or the next command: no letter of it is a choice.
        if !canChange {
          tcflush(STDIN_FILENO, TCIFLUSH)
        } else if let status = try await change(beginning: String(key)) {
          return status
        }
        continue
      }
      switch key {
      case "r" where isVerified: await use { try await runApp() }
      case "c" where canChange:
        if let status = try await change(beginning: "") { return status }
      case "g" where !finished.verified:
        return try await session.resume(
          try found, in: store, limits: try face.workbench.limits(), settings)
      case "k": return try await face.keep(try found, in: store, KeepRequest())
      case "d":
        guard isSure() else { continue }
        try face.discard([try found], in: store)
        return nil
      case "l": await use { try face.show(try found, code: true, verbose: false) }
      case "o": openFolder()
      // Return, q, escape, Ctrl-C, Ctrl-D, a terminal that is gone.
      case "\r", "\n", "q", "\u{1B}", "\u{03}", "\u{04}", nil: return nil
      // Whoever types a sentence says what is to change.
      case let letter? where canChange && letter.isASCII && (letter.isLetter || letter.isNumber):
        if let status = try await change(beginning: String(letter)) { return status }
      default: continue
      }
    }
  }

  private var session: SessionFace {
    SessionFace(face: face, display: SessionDisplay(namedModel: model))
  }

  private var settings: SessionSettings { SessionSettings(model: model) }

  private var found: AppStore.Found { get throws { try store.find(app) } }

  /// Asks what is to change, and changes it; nil if nothing is to.
  private func change(beginning: String) async throws -> ExitStatus? {
    guard let change = question("What is to change?", beginning: beginning) else { return nil }
    return try await session.change(
      try found, in: store, change, limits: try face.workbench.limits(), settings)
  }

  /// Runs the app with the words of its first example.
  private func runApp() async throws {
    let words = runWords
    if !words.isEmpty {
      terminal.line(
        "  wisp run \(finished.called) -- \(words.map(shellQuoted).joined(separator: " "))")
    }
    let code = try await face.run(try found, in: store, RunOptions(arguments: words))
    if code != 0 { terminal.line("  ended with \(code)") }
  }

  /// Whether the app is verified as it is now: also if a change of it came to nothing.
  private var isVerified: Bool {
    finished.verified || (try? found.record.isVerified) == true
  }

  private var canChange: Bool { modelCanChange && finished.iterations > 0 }

  /// Asks once more: a key is typed by mistake easily, as a part of a sentence too.
  private func isSure() -> Bool {
    terminal.show([
      Terminal.Line(
        text: "  discard \(finished.called)? [d] again to discard it, any other key: no")
    ])
    defer { terminal.clear() }
    return KeyPress.read() == UInt8(ascii: "d")
  }

  private var app: String { finished.app }

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

  /// Does something after which the choice is there again, however it ended.
  private func use(_ body: () async throws -> Void) async {
    do {
      try await body()
    } catch {
      terminal.line("wisp: \(printable("\(error)", keepingLines: true))")
    }
  }

  /// The words of the first example, if the app needs nothing else to do something.
  private var runWords: [String] {
    guard let example, example.stdin.isEmpty, example.files.isEmpty, example.before.isEmpty,
      !example.arguments.isEmpty
    else { return [] }
    return example.arguments
  }

  private func question(_ text: String, beginning: String = "") -> String? {
    var editor = face.lineEditor
    guard case .line(let line) = editor.read(prompt: text + " › ", typed: beginning) else {
      return nil
    }
    let words = line.trimmingCharacters(in: .whitespacesAndNewlines)
    return words.isEmpty ? nil : words
  }

  /// Shows the app's files in the desktop's own window, or says where they are.
  private func openFolder() {
    let desktop = face.desktop
    if desktop.isThere, desktop.open(finished.directory) { return }
    terminal.line("  The files are in \(finished.directory)")
  }
}
