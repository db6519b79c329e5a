import ArgumentParser
import Workbench

/// `wisp run`: see its abstract.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run an app, confined. Standard input and output pass through.",
    discussion: """
      Examples:
        wisp run -- --top 5 < book.txt
        wisp run todo -- add "buy milk"
        wisp run quiz --allow-read cards.txt -- cards.txt

      The app has no network and sees no files but its own data folder. If its wisp.json asks for \
      more, wisp shows you what, once, and asks. --yes agrees beforehand. The --allow options give more \
      for one run. On a terminal, keys, colours and screen drawing work. Ctrl-C three times ends any \
      app. The exit code is the app's own, or 124 if the app reached its time limit.

      The app writes into its data folder, apps/ID/data in the home of wisp (~/.local/share/wisp \
      unless WISP_HOME is set). wisp prints the paths of the pages and pictures that the app wrote. \
      --open shows them in the browser, without their scripts and without a network; wisp asks first \
      if the app could read files of yours. A page that you open by its path is not confined: the \
      browser runs its scripts.
      """)

  @OptionGroup var app: AppArgument

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The arguments of the app.", valueName: "args"))
  var arguments: [String] = []

  @Option(
    help: "Seconds the app may run. Default: 60, or no limit on a terminal or with a port.")
  var timeout: Double?

  @Option(help: "Megabytes the app may print. Default: 64, or 8 to a terminal.")
  var maxOutput: Int?

  @Flag(help: "Set no limit on time and output, for long streams.")
  var noLimit = false

  @Flag(help: "Open the browser with the page or picture that the app wrote.")
  var open = false

  @OptionGroup var allow: AllowOptions

  @Flag(
    name: .shortAndLong,
    help: "Agree to the permissions that the app's wisp.json asks for, from now on.")
  var yes = false

  func run() async throws {
    guard timeout.map({ $0 > 0 && $0.isFinite }) ?? true,
      maxOutput.map({ $0 > 0 && $0 < 1 << 20 }) ?? true
    else {
      throw UsageError("--timeout and --max-output must be above 0; --no-limit takes both away.")
    }
    let face = Face(agrees: yes)
    let store = try await face.workbench.store()
    let options = RunOptions(
      arguments: arguments, allow: allow, permissions: try allow.permissions(), seconds: timeout,
      megabytes: maxOutput, isUnlimited: noLimit, opens: open, agrees: yes)
    throw ExitCode(try await face.run(try face.find(app.app, in: store), in: store, options))
  }
}
