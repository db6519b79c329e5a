import ArgumentParser
import Events
import Foundation
import LLM
import Terminal
import Workbench
import Workspace

/// `wisp prompt`: see its abstract.
struct PromptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt",
    abstract: "Print the request that would be sent to a model, and its size. Nothing is sent.",
    discussion: """
      Examples:
        wisp prompt "count the most frequent words"
        wisp prompt --with sales.csv --redact "sum the amount column by city"
      """)

  @Argument(help: "What the app does, in plain English.")
  var description: [String]

  @Option(
    help: "The kind of app to begin with. Default: wisp chooses.",
    completion: AppCompletion.templates)
  var template: String?

  @Option(help: "The app's name.")
  var name: String?

  @Option(
    name: .customLong("with"),
    help:
      "A file to show to the model: its kind, columns and first lines are sent. - is standard input. May be repeated."
  )
  var attachments: [String] = []

  @Flag(help: "Make the values of --with data unreadable before the model sees them.")
  var redact = false

  @Flag(help: "Print the request as one JSON object.")
  var json = false

  func run() async throws {
    let face = Face()
    let workbench = face.workbench
    let request = Request(
      kind: .new, text: workbench.secrets(description.joined(separator: " ")), name: name,
      attachments: try workbench.attachments(attachments, redacting: redact))
    let message = try workbench.prompt(for: request, template: template)
    if json {
      try Output.json(message)
      return
    }
    // Exactly what is sent; a terminal does not obey what attached data may hold.
    let shown = { isatty(STDOUT_FILENO) == 1 ? printable($0, keepingLines: true) : $0 }
    Output.line("=== system ===\n\(shown(message.system))")
    for part in message.messages {
      Output.line("\n=== \(part.role.rawValue) ===\n\(shown(part.text))")
    }
    let characters = message.system.count + message.messages.reduce(0) { $0 + $1.text.count }
    face.terminal.line(
      "about \(count(characters / 4)) tokens (\(count(characters)) characters)")
  }
}
