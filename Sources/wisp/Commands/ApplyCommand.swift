import ArgumentParser
import Files
import Foundation
import History
import Replies
import Terminal
import Workbench
import Workspace

/// `wisp apply`: see its abstract.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply a model's reply from standard input to a folder, completely or not at all.",
    discussion: """
      Examples:
        wisp apply --dir ~/words < reply.md
        wisp apply --dir . --diff < reply.md

      The reply may come from anywhere, for example from a chat window. It may hold whole files, \
      SEARCH/REPLACE blocks and patches. The exit code is 0 if the reply was applied, 1 if it was refused.
      """)

  @Option(help: "The folder to change.")
  var dir: String

  @Flag(help: "Show what would change. Nothing is written.")
  var diff = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    guard FileManager.default.fileExists(atPath: dir) else {
      throw UsageError("--dir \(dir): there is no such folder.")
    }
    let tree = try FileTree.read(directory: dir)
    var reader = ReplyReader(tree: tree)
    let terminal = Terminal(environment: ProcessInfo.processInfo.environment)
    if isatty(STDIN_FILENO) == 1 { terminal.line("Paste the reply; end it with Ctrl-D.") }
    do {
      while let piece = try FileHandle.standardInput.read(upToCount: 1 << 16), !piece.isEmpty {
        _ = reader.feed(piece)
      }
    } catch {
      throw UsageError("Standard input cannot be read; give the reply with `< reply.md`.")
    }
    let outcome = tree.applying(reader.finish(.unknown), policy: .open)
    if outcome.errors.isEmpty, !diff { try outcome.tree.write(to: dir, replacing: tree) }
    try report(outcome, from: tree, terminal)
    if !outcome.errors.isEmpty { throw ExitStatus.notVerified.exit }
  }

  private struct Result: Encodable {
    var files: [String]
    var notes: [String]
    var errors: [ReplyError]
  }

  private func report(_ outcome: ApplyOutcome, from tree: FileTree, _ terminal: Terminal) throws {
    if diff {
      Output.line(printable(try AppHistory.diff(from: tree, to: outcome.tree), keepingLines: true))
    }
    if json {
      try Output.json(
        Result(
          files: outcome.changed.map(\.description), notes: outcome.notes, errors: outcome.errors))
      return
    }
    for note in outcome.notes { terminal.line("note: \(printable(note))") }
    for error in outcome.errors {
      let path = error.path.map { "\(printable($0)): " } ?? ""
      terminal.line(
        "refused (\(error.kind.rawValue)) \(path)\(printable(error.message, keepingLines: true))")
    }
    guard outcome.errors.isEmpty else {
      terminal.line("Nothing was written.")
      return
    }
    if !diff { for path in outcome.changed { Output.line(printable(path.description)) } }
    if outcome.changed.isEmpty { terminal.line("The reply changes nothing.") }
  }
}
