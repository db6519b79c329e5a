import ArgumentParser
import Events
import Foundation
import Terminal
import Workbench

/// `wisp once`: see its abstract.
struct OnceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "once",
    abstract: "Run standard input through a tool that is made for it, once, and then used again.",
    discussion: """
      Examples:
        cat access.log | wisp once "show requests per minute from this log as a bar chart"
        wisp once "sum the amount column by city" < sales.csv | sort
        wisp once "count the most frequent words" -- --top 5 < book.txt

      The first time, wisp makes and verifies the tool. The next time you give the same description \
      and the same kind of input, the tool runs at once and no model is asked. The model sees only \
      the beginning of the input. The result goes to standard output, everything else to standard \
      error. The exit code is the tool's own. While the tool is made, one line on a terminal shows \
      the progress; --verbose shows everything. With --json the events go to standard error. If the \
      tool exists already, session.finished is the only event.
      """)

  @Argument(help: "What to do with standard input, in plain English and in quotes.")
  var description: String?

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The arguments of the tool.", valueName: "args"))
  var arguments: [String] = []

  @Flag(help: "Make a new tool even if there is one.")
  var fresh = false

  @Flag(help: "Show the tool that would be used, and its sources. Nothing is run.")
  var show = false

  @Option(help: "Keep the tool as an app with this name. `wisp run NAME` runs it.")
  var keep: String?

  @Option(
    help: "The kind of app to begin with. Default: filter.", completion: AppCompletion.templates)
  var template: String?

  @Option(help: "Seconds the tool may run. Default: no limit.")
  var toolTimeout: Double?

  @OptionGroup var options: GenerationOptions

  func validate() throws {
    if show, fresh || keep != nil {
      throw ValidationError("--show shows what there is: leave out --fresh and --keep.")
    }
  }

  func run() async throws {
    guard toolTimeout.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw UsageError("--tool-timeout must be a number of seconds above 0.")
    }
    let name = try keep.map { try GivenName.checked($0, option: "--keep") }
    let once = try OnceFace(
      options.face, description ?? "", template: template, arguments: arguments,
      seconds: toolTimeout, needsInput: !show)
    if show { return try once.show() }
    if !fresh, let tool = once.pipe.cached {
      if let name { try await once.pipe.keep(tool, as: name) }
      if options.json { try Self.tell(.sessionFinished(tool.end)) }
      throw ExitCode(try await once.run { try await $0.run(tool) })
    }
    try await make(once, named: name)
  }

  /// Writes an event where those of a session go.
  private static func tell(_ event: Event) throws {
    Output.bytes(try StampedEvent(at: Date(), event: event).line() + [0x0A], to: STDERR_FILENO)
  }

  /// Makes a tool, keeps its app if it is to have a name, and runs standard input through it.
  ///
  /// - Throws: The tool's exit code, too.
  func make(_ once: OnceFace, named name: String?) async throws {
    if !options.quiet, !fresh { once.pipe.tellWhy() }
    var display = options.display
    display.isBesideOutput = true
    display.isBrief = !options.verbose
    let app = try once.pipe.app(
      named: name, limits: try options.limits(once.face.workbench), options.settings)
    let tool = try await once.make(app, display)
    if name != nil { try await once.pipe.keep(tool) }
    throw ExitCode(try await once.run { try await $0.run(tool) })
  }
}
