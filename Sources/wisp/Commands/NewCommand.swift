import ArgumentParser
import Foundation
import LLM
import WispCore
import Workspace

/// `wisp new`, also without its name: `wisp "DESCRIPTION"`.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Generate an app until it is verified or stopped.",
    discussion: """
      Examples:
        wisp "count the most frequent words"
        wisp new --with sales.csv "sum the amount column by city"
        wisp new --example '--top 1 < b => b 1' "count the most frequent words"

      The word new may be left out before a description. Without a description, on a terminal, wisp asks \
      for one and then for changes; the options are for all that follows, but for --name, --with and \
      --example, which are for the first app.
      """)

  @Argument(help: "What the app is to do, in plain English.")
  var description: [String] = []

  @Option(
    help: "The template; `wisp templates` shows what there is.", completion: AppCompletion.templates
  )
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
    if description.isEmpty, !options.json, !options.quiet, Conversation.isPossible {
      var conversation = try Conversation(workbench, new: self)
      return try await conversation.run()
    }
    let (run, session) = try await begin(workbench)
    try await run.conduct(session)
  }

  /// Options that say what the first app is to be, not how any is made.
  mutating func forgetFirst() {
    (name, attachments, examples) = (nil, [], [])
  }

  /// Makes the app with its starter, and the session that is to fill it.
  ///
  /// - Throws: What ends the command, before an app exists where that is possible.
  func begin(_ workbench: Workbench) async throws -> (run: SessionRun, session: Session) {
    guard !review || options.record == nil else {
      throw UsageError("--record keeps no answers to --review. Leave one of them out.")
    }
    if review {
      try ReviewQuestion(terminal: workbench.terminal).checkThatItCanAsk(json: options.json)
    }
    let text = workbench.secrets(try words(workbench))
    let request = Request(
      kind: .new, text: text, name: try name.map { try AppName.checked($0) },
      examples: try ownExamples(),
      attachments: try AttachedFiles.summaries(
        of: attachments, redacting: redact, secrets: workbench.secrets, terminal: workbench.terminal
      ),
      limits: try options.limits(workbench.configuration()))
    return try await NewApp(
      request: request, template: template,
      life: try workbench.life(ttl), model: options.model,
      effort: options.effort, shown: options.shown, reviews: review
    ).begin(workbench)
  }

  private func words(_ workbench: Workbench) throws -> String {
    guard let text = try Description.checked(description) else {
      throw UsageError(
        "Say what you need, for example: wisp \"count the most frequent words\"\n`wisp --help` shows the rest."
      )
    }
    guard description.count > 1 || !text.contains(where: \.isWhitespace) else { return text }
    let suggestion = Suggestion(description)
    let hint = suggestion?.command.map { " Did you mean `\($0)`?" }
    if description.count == 1 {
      throw UsageError(
        "\"\(text)\" is one word: neither a command nor a description."
          + (hint ?? " Describe the app in a few words."))
    }
    if suggestion != nil { try confirm(text, hint: hint, workbench) }
    return text
  }

  /// Asks whether words whose first looks like a command are a description; refuses if nobody can be asked.
  private func confirm(_ text: String, hint: String?, _ workbench: Workbench) throws {
    let refusal = "There is no command \(description[0])." + (hint ?? "")
    guard !options.json, !options.quiet, workbench.terminal.isInteractive,
      let question = TerminalQuestion()
    else {
      throw UsageError(
        refusal + "\nFor an app, put its description in quotes: wisp \(Sentences.quoted(text))")
    }
    workbench.terminal.line(printable(refusal))
    workbench.terminal.line("Make an app of \(Sentences.quoted(text))? [y/N]")
    guard question.readYes() else { throw ExitCode(ExitStatus.usage.rawValue) }
  }

  private func ownExamples() throws -> [Example] {
    do {
      return try examples.map { try Example(commandLine: $0) }
    } catch {
      throw UsageError("\(error)")
    }
  }
}
