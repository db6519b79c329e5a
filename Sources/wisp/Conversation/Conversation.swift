import Apps
import ArgumentParser
import BuiltinModel
import Foundation
import LLM
import LineEditing
import Terminal
import Workbench
import Workspace

/// `wisp` without a description, on a terminal: asks what is needed, then goes on with changes of the same
/// app until its user leaves; every command can be called from it.
struct Conversation {
  /// Whether one is going on, so that nothing else asks what to do next.
  @TaskLocal static var isUnderway = false

  private let face: Face
  private let store: AppStore
  /// `new` as it was called.
  private var new: NewCommand
  private var editor: LineEditor
  /// The app that is talked about.
  private var app: String?
  private var interrupts = 0

  private var terminal: Terminal { face.terminal }

  /// Whether a person sits at a terminal from which all streams come.
  static var isPossible: Bool {
    TerminalMode.isOurs && isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1
  }

  /// Prepares a conversation on the apps of the home; the options of `new` are for all of its sessions.
  ///
  /// - Throws: If the home cannot be used.
  init(_ face: Face, new: NewCommand) async throws {
    self.face = face
    self.new = new
    store = try await face.workbench.store()
    editor = face.lineEditor
    editor.completions = { Completion.candidates(for: $0) }
  }

  /// Talks until the user leaves.
  ///
  /// - Throws: Exit code 130 after Ctrl-C, twice, or a signal that ends it.
  mutating func run() async throws {
    terminal.line(
      terminal.styled(
        "wisp \(Version.current) · /help shows what there is · Ctrl-D leaves", .dim))
    while true {
      switch editor.read(prompt: prompt, typed: SessionKeys.takeTyped()) {
      case .end: return
      case .interrupted:
        interrupts += 1
        guard interrupts < 2 else { throw ExitStatus.interrupted.exit }
        terminal.line(terminal.styled("  Ctrl-C once more, Ctrl-D or /quit leaves", .dim))
      case .line(let text):
        interrupts = 0
        guard await answer(text) else { return }
        if Interrupts.isToEnd { throw ExitStatus.interrupted.exit }
      }
    }
  }

  private var prompt: String { app.map { "\(name(of: $0)) › " } ?? "What do you need? › " }

  private func name(of id: String) -> String { (try? store.catalog.app(id: id))?.name ?? id }

  /// Does what the line says, and says what went wrong.
  ///
  /// - Returns: False at the end of the conversation.
  private mutating func answer(_ text: String) async -> Bool {
    do {
      switch try TypedLine(text, isApp: isApp) {
      case .nothing: break
      case .leave: return false
      case .help: for line in Self.help { Output.line(terminal.fitted(line)) }
      case .use(let name): try use(name)
      case .words(let words): try await make(words)
      case .command(let command): try await perform(command)
      }
    } catch {
      report(error)
      if error is AppNotFound, BareCommand.isAmbiguous(text) {
        terminal.line(
          "In quotes it is a \(app == nil ? "description" : "change"): \(Sentences.quoted(text))")
      }
    }
    return true
  }

  private func isApp(_ word: String) -> Bool {
    guard let found = try? store.catalog.find(word) else { return false }
    return found != .none
  }

  private mutating func use(_ name: String?) throws {
    let found = try store.find(name).record
    app = found.id
    terminal.line(
      "  " + printable(found.summary.isEmpty ? found.description : found.summary))
  }

  // MARK: Sessions

  /// A new app if none is talked about, else a change of it.
  private mutating func make(_ words: String) async throws {
    guard let app, let found = try? store.find(app), found.record.iterations > 0 else {
      var command = new
      command.description = [words]
      return try await begin(command)
    }
    if let other = face.workbench.app(named: words) {
      throw UsageError(
        "\(other) is an app. To run it: /run \(other); to talk about it: /use \(other)")
    }
    let session = SessionFace(face: new.options.face, display: new.options.display)
    let (limits, settings) = (try new.options.limits(face.workbench), new.options.settings)
    do {
      _ = try await Self.$isUnderway.withValue(true) { [store] in
        try await session.change(found, in: store, words, limits: limits, settings)
      }
    } catch var refusal as ModelError where refusal == BuiltinRefusal.change(of: found.record.name)
    {
      refusal.advice += "\nFor another app: /new \"DESCRIPTION\""
      throw refusal
    }
  }

  /// Makes a new app, which is the one talked about from now on.
  private mutating func begin(_ command: NewCommand) async throws {
    let face = command.options.face
    let run = try await command.begin(face)
    app = run.app.record.id
    // What was attached and demanded belongs to the first.
    new.forgetFirst()
    let session = SessionFace(face: face, display: command.options.display)
    _ = try await Self.$isUnderway.withValue(true) { try await session.conduct(run) }
  }

  // MARK: Commands

  private mutating func perform(_ command: CommandWords) async throws {
    guard let name = command.words.first else { return }
    guard Suggestion.commands.contains(name) || name.hasPrefix("-") else {
      let hint = Suggestion(command.words)?.command.map { command in
        " Did you mean \(command.hasPrefix("wisp ") ? "/" + command.dropFirst(5) : command)?"
      }
      throw UsageError(
        "There is no command /\(name)." + (hint ?? "") + " /help shows what there is.")
    }
    try RunCommand.checkWords(command.words)
    let words = Sentences.marked(command.words)
    var parsed: any ParsableCommand
    do {
      parsed = try Wisp.parseAsRoot(words)
    } catch {
      throw RunCommand.unknownOption(words) ?? error
    }
    if let new = parsed as? NewCommand {
      return try await begin(new)
    }
    if let app, var onApp = parsed as? any AppCommand {
      onApp.assume(app: app)
      parsed = onApp
    }
    if let resumed = parsed as? ResumeCommand {
      app = try store.find(resumed.app.app).record.id
    }
    let before = (try? store.find(nil))?.record.id
    defer { follow(name, before: before) }
    let streams = try Redirection(input: command.input, output: command.output)
    defer { streams.end() }
    try await go(parsed)
  }

  private func go(_ command: any ParsableCommand) async throws {
    var command = command
    try await Self.$isUnderway.withValue(true) {
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    }
  }

  /// The app that is talked about after a command.
  private mutating func follow(_ name: String, before: String?) {
    if let id = app, (try? store.find(id)) == nil { app = nil }
    guard ["fork", "restore"].contains(name), let newest = (try? store.find(nil))?.record.id,
      newest != before
    else { return }
    app = newest
  }

  private func report(_ error: any Error) {
    if let code = error as? ExitCode {
      if code != .success { terminal.line(terminal.styled("  ended with \(code.rawValue)", .dim)) }
      return
    }
    Wisp.say(error)
  }

  private static let help = [
    "Say what you need, or what to change. Alt-Enter begins a new line; a paste may have many.",
    "",
    "  /run -- ARGS < FILE    run the app; > FILE keeps what it prints",
    "  /show --code           what it does, and its code",
    "  /diff /compare         what the last change did to its code, and to its results",
    "  /log /undo /redo       its history",
    "  /keep --to DIR         keep it; /discard throws it away, /restore brings it back",
    "  /rename NAME           call it something else",
    "  /new \"DESCRIPTION\"     another app; /use APP talks about another one, /ls lists them",
    "  /resume                continue an app that is not verified",
    "  /cost /models /config  what was spent, what can be used, what is set",
    "  /help COMMAND          all about one of them; every command of wisp is here",
    "  /quit                  leave; so does Ctrl-D",
    "",
    "A command works on the app before the ›, unless you name another. Arrows, Home, End, Ctrl-W,",
    "Ctrl-U, Ctrl-K, Ctrl-Y, Alt-B and Alt-F edit; Up and Down bring back earlier lines; Tab completes.",
  ]
}

/// What Tab offers in a conversation: names of commands, and of apps after them.
private enum Completion {
  static func candidates(for typed: String) -> [String] {
    guard let mark = typed.first, mark == "/" || mark == ":" else { return [] }
    let words = typed.dropFirst().split(separator: " ", omittingEmptySubsequences: false)
    guard let last = words.last else { return [] }
    let offered: [String]
    if words.count == 1 {
      offered = Set(Suggestion.commands + ["use", "quit"]).sorted()
    } else if words.count == 2, words[0] == "restore" {
      offered = Workbench().names(inTrash: true)
    } else if words.count == 2 {
      offered = Workbench().names(inTrash: false)
    } else {
      offered = []
    }
    let head = typed.dropLast(last.count)
    return offered.filter { $0.hasPrefix(last) }.map { head + $0 }
  }
}
