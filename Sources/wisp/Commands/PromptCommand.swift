import ArgumentParser
import Foundation
import LLM
import WispCore

/// `wisp prompt`: see its abstract.
struct PromptCommand: ParsableCommand {
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

  func run() throws {
    let workbench = Workbench()
    let text = workbench.secrets(description.joined(separator: " "))
    let catalog = try workbench.templates()
    guard let chosen = template.map({ catalog[$0] }) ?? catalog.choose(for: text).template else {
      throw UsageError("There is no template \(template ?? "").")
    }
    let request = Request(
      kind: .new, text: text, name: name,
      attachments: try AttachedFiles.summaries(
        of: attachments, redacting: redact, secrets: workbench.secrets, terminal: workbench.terminal
      ))
    let session = Session(request: request, tree: chosen.starter, iteration: 0)
    var prompt = Prompt(texts: try workbench.prompts(), template: chosen)
    prompt.rules = try workbench.houseRules()
    if template == nil { prompt.others = catalog.templates.filter { $0 != chosen } }
    let message = try prompt.request(for: session, stage: .write)
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
    workbench.terminal.line(
      "about \(count(characters / 4)) tokens (\(count(characters)) characters)")
  }
}
