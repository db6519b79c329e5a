import ArgumentParser
import History
import Reports
import Terminal
import Toolchain
import Workbench
import Workspace

/// `wisp log`: see its abstract.
struct LogCommand: AsyncParsableCommand {
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

  func run() async throws {
    let face = Face()
    let app = try face.find(app.app, in: await face.workbench.store())
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
    let folder = shellQuoted(app.directory.history)
    Output.line("git --git-dir \(folder) log shows the same with plain git")
  }
}

/// `wisp diff`: see its abstract.
struct DiffCommand: AsyncParsableCommand {
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

  func run() async throws {
    let (name, range) = try named()
    let face = Face()
    let app = try face.find(name, in: await face.workbench.store())
    let text = try face.workbench.diff(app, range: range)
    Output.line(text.isEmpty ? "No difference." : printable(text, keepingLines: true))
  }
}

/// `wisp undo`: see its abstract.
struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Go back one iteration. `wisp redo` goes forward again.",
    discussion: """
      Examples:
        wisp undo
        wisp undo csv-sum

      The first version cannot be undone: only the template is before it.
      """)

  @OptionGroup var app: AppArgument

  func run() async throws {
    try await Face().move(app.app, .undo)
  }
}

/// `wisp redo`: see its abstract.
struct RedoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Go forward to the iteration that `wisp undo` left.",
    discussion: """
      Examples:
        wisp redo
        wisp redo csv-sum
      """)

  @OptionGroup var app: AppArgument

  func run() async throws {
    try await Face().move(app.app, .redo)
  }
}

/// `wisp fork`: see its abstract.
struct ForkCommand: AsyncParsableCommand {
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

  @Option(help: "The name of the copy. Default: the name of the app, with a number.")
  var name: String?

  @Option(help: "How long the copy lives unless it is kept: 12h, 7d, 2w.")
  var ttl: String?

  func run() async throws {
    let workbench = Face().workbench
    let store = try await workbench.store()
    let app = try store.find(app.app)
    let fork = try workbench.fork(app, in: store, at: at, name: name, life: ttl)
    let iteration = fork.record.iterations
    Output.line(
      "\(fork.record.name) is a fork of \(app.record.name) at \(iteration) (\(fork.record.head?.prefix(7) ?? ""))"
        + (fork.record.isVerified ? "" : ", not verified"))
  }
}

extension Face {
  /// Moves an app one step in its history, and says where it is now.
  fileprivate func move(_ name: String?, _ step: Step) async throws {
    let store = try await workbench.store()
    let position = try workbench.move(try store.find(name), in: store, step)
    Output.line(
      "\(position.name) is at \(position.number) (\(position.commit.prefix(7))): "
        + printable(position.subject) + (position.isVerified ? "" : ", not verified"))
    guard let compared = position.compared else { return }
    for line in ComparisonLines(
      compared: compared,
      rest: "wisp compare \(position.name) \(compared.from.prefix(7))..\(compared.to.prefix(7))"
    ).record {
      Output.line(line)
    }
  }
}
