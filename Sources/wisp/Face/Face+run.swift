import Apps
import Foundation
import Generation
import Reports
import Sandbox
import Terminal
import Toolchain
import Workbench
import Workspace

/// How an app is run at the terminal.
struct RunOptions {
  var arguments: [String] = []
  /// What is allowed for this run, as it was typed; nil: nothing.
  var allow: AllowOptions?
  /// The same as permissions.
  var permissions = AppManifest.Permissions()
  /// Seconds that it may run, and megabytes that it may print.
  var seconds: Double?
  var megabytes: Int?
  var isUnlimited = false
  /// Whether the page or picture that it writes is opened.
  var opens = false
  var agrees = false
}

extension Face {
  /// Runs an app at the terminal.
  ///
  /// - Returns: Its exit code; 124 at a limit.
  func run(
    _ app: AppStore.Found, in store: AppStore, _ options: RunOptions
  ) async throws -> Int32 {
    let isInteractive =
      StandardStreams.ofThisProcess.isInteractive && workbench.environment["TERM"] != "dumb"
    let request = request(options, isInteractive: isInteractive)
    let ready = try await Interrupts.cancelling {
      try await workbench.prepareRun(app, in: store, request)
    }
    if let note = ready.note { terminal.line(note) }
    if isInteractive, ready.input.readsStandardInput, options.allow?.allowRead.isEmpty ?? true {
      // An app that waits for input looks as one that hangs.
      terminal.line(
        terminal.styled("  It reads what you type; Ctrl-D ends its input, Ctrl-C ends it.", .dim))
    }
    let end = try await Interrupts.cancelling { try await ready.run() }
    for path in end.pages.paths { terminal.line("wisp: written: \(printable(path))") }
    if options.opens { try await open(end.pages, ready.grant, agrees: options.agrees) }
    let advice = CommandEnd.Advice(
      time: "--timeout SECONDS or --no-limit", output: "--max-output MB or --no-limit")
    if let message = end.end.message(advice) { terminal.line("wisp: \(message)") }
    if terminal.isInteractive { terminal.confinement(end.confinement) }
    if end.end.code != 0, let hint = hint(options, ready) { terminal.line(hint) }
    return end.end.code
  }

  private func request(_ options: RunOptions, isInteractive: Bool) -> RunRequest {
    let onTerminal = isatty(STDOUT_FILENO) == 1
    return RunRequest(
      arguments: options.allow?.files.placed(options.arguments) ?? options.arguments,
      input: isInteractive ? .terminal : .standardInput,
      output: isInteractive ? .terminal : .passThrough,
      terminal: isInteractive ? workbench.environment : nil, seconds: options.seconds,
      outputBytes: options.megabytes.map { $0 << 20 }
        ?? (options.isUnlimited || isInteractive ? nil : (onTerminal ? 8 : 64) << 20),
      isOpenEnded: options.isUnlimited, given: options.permissions)
  }

  /// Opens the first page that a run wrote, after a question if the run could read files of the user's.
  private func open(_ pages: WrittenPages, _ grant: Grant, agrees: Bool) async throws {
    guard let page = pages.first else {
      terminal.line("wisp: nothing to open: the app wrote no page or picture this time")
      return
    }
    let read = grant.permissions.read + grant.permissions.write
    if !agrees, !read.isEmpty || !page.isWrapped {
      let question = Question.open(page: page.name, read: read, isWrapped: page.isWrapped)
      switch try await workbench.asker.choose(question) {
      case .yes: break
      case .nobody:
        terminal.line("wisp: there is no terminal to ask at; --yes opens it unasked")
        fallthrough
      case .no:
        terminal.line("wisp: not opened: \(printable(page.path))")
        return
      }
    }
    if !desktop.open(try pages.shown(page)) {
      terminal.line("wisp: could not open it: neither xdg-open nor open is installed")
    }
  }

  /// How an app gets a file of the user's that was named to it and that it does not see.
  private func hint(_ options: RunOptions, _ ready: ReadyRun) -> String? {
    let app = ready.app
    guard
      let path = ready.unseenFile(
        in: options.arguments, allowed: options.allow?.files ?? AllowedFiles())
    else { return nil }
    let words = options.arguments.map(shellQuoted).joined(separator: " ")
    return ready.input.isStandardInputOnly
      ? "note: the app reads its standard input, and no file by name. Give it the file so: "
        + RunCommand.call(app.record.name, options.arguments.filter { $0 != path }, input: path)
      : "note: the app does not see your \(printable(path)). To let it, this once: "
        + "wisp run \(app.record.name) --allow-read \(shellQuoted(path)) -- \(words)"
  }
}
