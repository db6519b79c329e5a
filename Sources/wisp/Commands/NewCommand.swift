import ArgumentParser
import Foundation
import LLM
import WispCore
import Workspace

/// `wisp new`, also without its name: `wisp "DESCRIPTION"`.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract:
      "Make an app from a description. This is the default: the word `new` may be left out.",
    discussion: """
      Examples:
        wisp "count the most frequent words"
        wisp new --with sales.csv "sum the amount column by city"
        wisp new --example '--top 1 < a b a => ...2  a...' "count the most frequent words"

      The model writes the app, wisp checks it and sends the failures back, until the app is verified \
      or a limit is reached. The app is discarded after its --ttl unless you keep it. Without a \
      description, on a terminal, wisp asks for one and then for changes. The options then hold for \
      the whole conversation, except --name, --with and --example, which hold for the first app.
      """)

  @Argument(help: "What the app does, in plain English.")
  var description: [String] = []

  @Option(
    help: "The kind of app to begin with. `wisp templates` lists them. Default: wisp chooses.",
    completion: AppCompletion.templates
  )
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

  @Option(
    name: .customLong("example"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A run and the output that it must give: 'ARGS [< STDIN] => OUT'. OUT is all of the output, ...PART... or /PATTERN/. May be repeated.",
      valueName: "run"))
  var examples: [String] = []

  @Flag(help: "Show the examples first: agree, edit them or say no before any code is written.")
  var review = false

  @Option(help: "How long the app lives unless it is kept: 12h, 7d, 2w.")
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
      throw UsageError("--record cannot record the answers to --review. Leave one of them out.")
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
