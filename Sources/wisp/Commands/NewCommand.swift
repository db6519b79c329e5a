import ArgumentParser
import Events
import Foundation
import Workbench
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

  @Option(help: "The app's name, instead of the one that the model chooses.")
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
    let face = options.face
    if description.isEmpty, options.display.isForPeople, Conversation.isPossible {
      var conversation = try await Conversation(face, new: self)
      return try await conversation.run()
    }
    let run = try await begin(face)
    throw try await SessionFace(face: face, display: options.display).conduct(run).exit
  }

  /// Options that say what the first app is to be, not how any is made.
  mutating func forgetFirst() {
    (name, attachments, examples) = (nil, [], [])
  }

  /// Makes the app with its starter, and the session that is to fill it.
  ///
  /// - Throws: What ends the command, before an app exists if that is possible.
  func begin(_ face: Face) async throws -> SessionRun {
    guard !review || options.record == nil else {
      throw UsageError("--record cannot record the answers to --review. Leave one of them out.")
    }
    guard !review || face.canAskAboutContract else {
      throw UsageError(
        "--review needs a terminal to ask at. Leave it out, or say what must hold "
          + "with --example.")
    }
    let workbench = face.workbench
    let request = Request(
      kind: .new, text: workbench.secrets(try await words(face)),
      name: try name.map { try GivenName.checked($0) }, examples: try ownExamples(),
      attachments: try workbench.attachments(attachments, redacting: redact),
      limits: try options.limits(workbench))
    var settings = options.settings
    settings.reviews = review
    return try await workbench.begin(
      NewApp(
        request: request, template: template, life: try workbench.life(ttl), settings: settings))
  }

  private func words(_ face: Face) async throws -> String {
    guard let text = try AppDescription.checked(description) else {
      throw UsageError(
        "Say what you need, for example: wisp \"count the most frequent words\"\n`wisp --help` shows the rest."
      )
    }
    guard description.count > 1 || !text.contains(where: \.isWhitespace) else { return text }
    let workbench = face.workbench
    if let app = workbench.app(named: description[0]) {
      let call = RunCommand.call(app, Array(description.dropFirst()))
      let other =
        description.count == 1
        ? ""
        : "\nFor another app, put its description in quotes: wisp \(Sentences.quoted(text))"
      throw UsageError("\(app) is an app. Did you mean `\(call)`?\(other)")
    }
    let suggestion = Suggestion(description)
    let hint = suggestion?.command.map { " Did you mean `\($0)`?" }
    if description.count == 1 {
      throw UsageError(
        "\"\(text)\" is one word: neither a command nor a description."
          + (hint ?? workbench.app(like: text).map { " Did you mean `wisp run \($0)`?" }
            ?? " Describe the app in a few words."))
    }
    if suggestion != nil { try await confirm(text, hint: hint, face) }
    return text
  }

  /// Asks whether words whose first looks like a command are a description; refuses if nobody can be asked.
  private func confirm(_ text: String, hint: String?, _ face: Face) async throws {
    let refusal = "There is no command \(description[0])." + (hint ?? "")
    let question = [
      printable(refusal), "Make an app of \(Sentences.quoted(text))? [y/N]",
    ]
    switch options.display.isForPeople ? try await face.consent(to: question) : .nobody {
    case .yes: return
    case .no: throw ExitStatus.usage.exit
    case .nobody:
      throw UsageError(
        refusal + "\nFor an app, put its description in quotes: wisp \(Sentences.quoted(text))")
    }
  }

  private func ownExamples() throws -> [Example] {
    do {
      return try examples.map { try Example(commandLine: $0) }
    } catch {
      throw UsageError("\(error)")
    }
  }
}
