import ArgumentParser
import Foundation
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
    let face = Face()
    let terminal = face.terminal
    let reply = try face.workbench.reply(to: dir)
    if isatty(STDIN_FILENO) == 1 { terminal.line("Paste the reply; end it with Ctrl-D.") }
    let applied: AppliedReply
    do {
      applied = try reply.applied(writes: !diff) {
        try FileHandle.standardInput.read(upToCount: 1 << 16)
      }
    } catch is UnreadableReply {
      throw UsageError("Standard input cannot be read; give the reply with `< reply.md`.")
    }
    try report(applied, terminal)
    if !applied.errors.isEmpty { throw ExitStatus.notVerified.exit }
  }

  private func report(_ applied: AppliedReply, _ terminal: Terminal) throws {
    if diff { Output.line(printable(try applied.difference(), keepingLines: true)) }
    if json { return try Output.json(applied) }
    for note in applied.notes { terminal.line("note: \(printable(note))") }
    for error in applied.errors {
      let path = error.path.map { "\(printable($0)): " } ?? ""
      terminal.line(
        "refused (\(error.kind.rawValue)) \(path)\(printable(error.message, keepingLines: true))")
    }
    guard applied.errors.isEmpty else { return terminal.line("Nothing was written.") }
    if !diff { for path in applied.files { Output.line(printable(path)) } }
    if applied.files.isEmpty { terminal.line("The reply changes nothing.") }
  }
}
