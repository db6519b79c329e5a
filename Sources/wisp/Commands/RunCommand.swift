import ArgumentParser
import Foundation
import Sandbox
import Toolchain
import WispCore
import Workspace

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
    let workbench = Workbench()
    let store = try workbench.store()
    let app = try store.find(app.app)
    let runnable = try await RunnableApp.find(app, in: store, workbench)
    if let note = runnable.note { workbench.terminal.line(note) }
    let manifest = runnable.manifest
    let grant = try RunPermissions(workbench: workbench, app: app, manifest: manifest)
      .grant(adding: allow.permissions(), agrees: yes)
    let log = RunLog(app.directory, terminal: workbench.terminal)
    let mark = try RunMark(
      of: app.directory, writing: grant.guardedFolders(data: app.directory.data),
      in: workbench.home)
    let leftovers = LeftoverReport(workbench)
    leftovers.say(mark.displaced)
    let run = run(
      app, runnable.program, grant, mark, try workbench.toolchain(), workbench.environment)
    let runner = try workbench.runner()
    let pages = WrittenPages(in: app.directory.data, workbench)
    let input = AppInput(manifest, try workbench.templates()[app.record.template])
    if StandardStreams.ofThisProcess.isInteractive, workbench.environment["TERM"] != "dumb",
      input.readsStandardInput, allow.allowRead.isEmpty
    {
      workbench.terminal.line(workbench.terminal.styled(AppInput.note, .dim))
    }
    let result: CommandResult
    do {
      result = try await Interrupts.cancelling {
        try await run.run(with: runner) { log.note($0) }
      }
    } catch {
      leftovers.finish(mark)
      log.sayRefusals()
      throw error
    }
    leftovers.finish(mark)
    let end = CommandEnd(
      result.ending,
      advice: .init(
        time: "--timeout SECONDS or --no-limit", output: "--max-output MB or --no-limit"))
    pages.say()
    if open {
      try pages.open(
        afterReading: grant.permissions.read + grant.permissions.write, agrees: yes)
    }
    log.finish(end, result.confinement)
    if end.code != 0,
      let path = allow.unseen(
        arguments, in: app.directory.data,
        granted: grant.permissions.read + grant.permissions.write)
    {
      let words = arguments.map(shellQuoted).joined(separator: " ")
      workbench.terminal.line(
        input.isStandardInputOnly
          ? "note: the app reads its standard input, and no file by name. Give it the file so: "
            + Self.call(app.record.id, arguments.filter { $0 != path }, input: path)
          : "note: the app does not see your \(printable(path)). To let it, this once: "
            + "wisp run \(app.record.id) --allow-read \(shellQuoted(path)) -- \(words)")
    }
    withExtendedLifetime(runnable.program) {}
    try? store.noteSize(of: app.directory)
    throw ExitCode(end.code)
  }

  private func run(
    _ app: AppStore.Found, _ program: BuiltProgram, _ grant: Grant, _ mark: RunMark,
    _ toolchain: SwiftToolchain, _ environment: [String: String]
  ) -> AppRun {
    let isInteractive = StandardStreams.ofThisProcess.isInteractive && environment["TERM"] != "dumb"
    // Somebody is watching, or it serves until it is stopped.
    let isOpenEnded = noLimit || isInteractive || !grant.permissions.ports.isEmpty
    let onTerminal = isatty(STDOUT_FILENO) == 1
    return AppRun(
      toolchain: toolchain, programDirectory: program.build, dataDirectory: app.directory.data,
      product: program.facts.product, arguments: allow.placed(arguments),
      input: isInteractive ? .terminal : .standardInput,
      output: isInteractive ? .terminal : .passThrough,
      seconds: timeout ?? (isOpenEnded ? nil : 60),
      outputBytes: maxOutput.map { $0 << 20 }
        ?? (noLimit || isInteractive ? nil : (onTerminal ? 8 : 64) << 20),
      grant: grant, shields: mark.folders.flatMap(\.mounts),
      terminal: isInteractive ? environment : nil)
  }
}
