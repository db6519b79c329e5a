import ArgumentParser
import Foundation
import LLM
import WispCore
import Workspace

/// `wisp new`, also without its name: `wisp "DESCRIPTION"`.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Generate an app until it is verified or stopped.",
    discussion: "The word new may be left out: wisp \"count the most frequent words\"")

  @Argument(help: "What the app is to do, in plain English.")
  var description: [String] = []

  @Option(help: "The template; `wisp templates` shows what there is.")
  var template: String?

  @Option(help: "The app's name.")
  var name: String?

  @Option(
    name: .customLong("with"),
    help:
      "A file whose kind and beginning are shown to the model as data, or - for standard input; may be repeated."
  )
  var attachments: [String] = []

  @Flag(help: "Show the model the shape of --with data, with its values made unreadable.")
  var redact = false

  @Option(
    name: .customLong("example"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A run that must hold: 'ARGS [< STDIN] => OUT'; may be repeated.", valueName: "run"))
  var examples: [String] = []

  @Flag(help: "Stop after the contract: agree, edit it or say no before code is asked for.")
  var review = false

  @Option(help: "How long the app lives unless kept: 12h, 7d, 2w.")
  var ttl: String?

  @OptionGroup var options: GenerationOptions

  func run() async throws {
    let workbench = Workbench()
    guard !review || options.record == nil else {
      throw UsageError("--record keeps no answers to --review. Leave one of them out.")
    }
    if review {
      try ReviewQuestion(terminal: workbench.terminal).checkThatItCanAsk(json: options.json)
    }
    let text = workbench.secrets(try words())
    let request = Request(
      kind: .new, text: text, name: try name.map(AppName.checked), examples: try ownExamples(),
      attachments: try AttachedFiles.summaries(
        of: attachments, redacting: redact, secrets: workbench.secrets, terminal: workbench.terminal
      ),
      limits: try options.limits(workbench.configuration()))
    let life = try ttl.map(Lifetime.seconds) ?? AppStore.lifeSeconds
    let model = try await workbench.chooseModel(options.model, effort: options.effort, for: text)
    try workbench.checkBudget(request.limits, model: model.name)
    let choice = try workbench.chooseTemplate(template, for: text, model: model)
    _ = try workbench.checker()  // Refuses before an app exists where nothing can confine.
    let store = try workbench.store()
    try workbench.home.checkSpace()
    let app = try store.create(
      request: request, template: choice.template, model: model.name, expires: Date() + life)
    let session = Session(
      request: request, tree: try FileTree.read(directory: app.directory.tree), iteration: 0)
    try await SessionRun(
      workbench: workbench, store: store, app: app, template: choice.template,
      templateReason: choice.reason, model: model, options: options.shown,
      others: template == nil
        ? try workbench.otherTemplates(than: choice.template, model: model) : [],
      reviews: review
    ).conduct(session)
  }

  private func words() throws -> String {
    let text = description.joined(separator: " ").trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else {
      throw UsageError(
        "Say what you need, for example: wisp \"count the most frequent words\"\n`wisp --help` shows the rest."
      )
    }
    if description.count == 1, !text.contains(where: \.isWhitespace) {
      let near = Self.commandNames.first { Self.isNear($0, text) }
      throw UsageError(
        "\"\(text)\" is one word: neither a command nor a description."
          + (near.map { " Did you mean `wisp \($0)`?" } ?? " Describe the app in a few words."))
    }
    guard text.utf8.count <= 20_000 else {
      throw UsageError("The description is longer than 20,000 bytes. Attach data with --with FILE.")
    }
    return text
  }

  private func ownExamples() throws -> [Example] {
    do {
      return try examples.map { try Example(commandLine: $0) }
    } catch {
      throw UsageError("\(error)")
    }
  }

  private static var commandNames: [String] {
    Wisp.configuration.subcommands.map { $0.configuration.commandName ?? "" }
      + Wisp.configuration.groupedSubcommands.flatMap(\.subcommands).map {
        $0.configuration.commandName ?? ""
      }
  }

  /// Whether two words differ by at most two letters in place.
  private static func isNear(_ a: String, _ b: String) -> Bool {
    let change = Array(a).difference(from: Array(b.lowercased()))
    return change.insertions.count <= 1 && change.removals.count <= 1
  }
}
