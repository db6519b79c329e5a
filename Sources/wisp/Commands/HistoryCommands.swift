import ArgumentParser
import Foundation
import History
import Toolchain
import WispCore
import Workspace

/// `wisp log`: see its abstract.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "List an app's iterations (its versions), newest first.",
    discussion: """
      Examples:
        wisp log
        wisp log csv-sum --json
        wisp log --verbose      also what failed in each iteration
      """)

  @OptionGroup var app: AppArgument

  @Flag(name: .shortAndLong, help: "Show what failed in each iteration.")
  var verbose = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    let app = try Workbench().store().find(app.app)
    let entries = try app.history.log()
    if json {
      for entry in entries { try Output.json(entry) }
      return
    }
    let rows = entries.map { entry in
      [
        String(entry.id.prefix(7)), "\(entry.number ?? 0)", entry.kind?.rawValue ?? "–",
        entry.verdict ?? "–", entry.tokens == 0 ? "–" : count(entry.tokens),
        seconds(entry.seconds), printable(entry.subject),
      ]
    }
    let table = TextTable.aligned(
      [["COMMIT", "N", "KIND", "VERDICT", "TOKENS", "TIME", "WHAT"]] + rows
    ).split(separator: "\n")
    Output.line(String(table[0]))
    for (entry, row) in zip(entries, table.dropFirst()) {
      Output.line(String(row))
      guard verbose, let failed = try app.history.failedCheck(of: entry.id) else { continue }
      for line in FailureText(more: nil).lines(of: failed) {
        Output.line("    " + printable(line.text))
      }
    }
    Output.line("git --git-dir '\(app.directory.history)' log shows the same with plain git")
  }
}

/// `wisp diff`: see its abstract.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show the difference between two iterations.",
    discussion: """
      Examples:
        wisp diff            the newest iteration and the one before
        wisp diff APP 2..4   iterations 2 and 4; commits and HEAD~1 work, too
      """)

  @Argument(
    help: ArgumentHelp(
      "The app (default: the newest) and two iterations (default: the last two).",
      valueName: "app> <a..b"),
    completion: AppCompletion.present)
  var words: [String] = []

  func run() throws {
    let range = words.last { $0.contains("..") }
    guard words.filter({ $0 != range }).count <= 1 else {
      throw UsageError("Write wisp diff [APP] [A..B], for example: wisp diff 1..3")
    }
    let app = try Workbench().store().find(words.first { $0 != range })
    let ends = try app.history.resolve(range: range)
    let text = try app.history.diff(from: ends.from, to: ends.to)
    Output.line(text.isEmpty ? "No difference." : printable(text, keepingLines: true))
  }
}

/// `wisp undo`: see its abstract.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Go back one iteration. `wisp redo` goes forward again.",
    discussion: """
      Examples:
        wisp undo
        wisp undo csv-sum

      The first version cannot be undone: only the template is before it.
      """)

  @OptionGroup var app: AppArgument

  func run() throws {
    try moveHead(of: app.app) { app in
      let before = try app.history.log().dropFirst().first
      guard before?.kind != .scaffold else {
        throw AppNotFound("this is the first version of \(app.record.id); nothing to undo")
      }
      return try app.history.undo()
    }
  }
}

/// `wisp redo`: see its abstract.
struct RedoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Go forward to the iteration that `wisp undo` left.",
    discussion: """
      Examples:
        wisp redo
        wisp redo csv-sum
      """)

  @OptionGroup var app: AppArgument

  func run() throws {
    try moveHead(of: app.app) { app in
      guard try app.history.tip() != app.history.head() else {
        throw AppNotFound("nothing of \(app.record.id) was undone; nothing to redo")
      }
      return try app.history.redo()
    }
  }
}

/// `wisp fork`: see its abstract.
struct ForkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fork", abstract: "Copy an app, as it is now or as it was at an iteration.",
    discussion: """
      Examples:
        wisp fork                the newest app as it is now
        wisp fork APP --at 2     as it was at iteration 2; commits and HEAD~1 work, too

      The copy has the history up to that iteration. It expires on its own and starts without the app's data.
      """)

  @OptionGroup var app: AppArgument

  @Option(help: "The iteration to copy. Default: the current one.")
  var at: String?

  @Option(help: "The name of the copy. Default: the name of the app.")
  var name: String?

  @Option(help: "How long the copy lives unless it is kept: 12h, 7d, 2w.")
  var ttl: String?

  func run() throws {
    let workbench = Workbench()
    let store = try workbench.store()
    let app = try store.find(app.app)
    let life = try workbench.life(ttl)
    let fork = try store.fork(
      app, at: at, name: try name.map { try AppName.checked($0) }, expires: Date() + life)
    let iteration = fork.record.iterations
    Output.line(
      "\(fork.record.id) is a fork of \(app.record.id) at \(iteration) (\(fork.record.head?.prefix(7) ?? ""))"
        + (fork.record.isVerified ? "" : ", not verified"))
  }
}

extension ParsableCommand {
  /// Moves the head, brings the tree to it and says where it is now.
  fileprivate func moveHead(of name: String?, _ move: (AppStore.Found) throws -> String) throws {
    let store = try Workbench().store()
    let app = try store.find(name)
    let lock = try store.hold(app)
    defer { withExtendedLifetime(lock) {} }
    let (head, record) = try lock.during {
      let head = try move(app)
      _ = try store.restoreTree(of: app)
      return (head, try store.update(app.directory) { $0.updatedAt = Date() })
    }
    guard let entry = try app.history.log().first else { return }
    Output.line(
      "\(app.record.id) is at \(entry.number ?? 0) (\(head.prefix(7))): \(printable(entry.subject))"
        + (record.isVerified ? "" : ", not verified"))
  }
}
