import ArgumentParser
import Files
import Foundation
import Sandbox
import Toolchain
import WispCore
import Workspace

/// One call of `wisp once`: what was asked, what comes in, and the tool that goes between.
struct OncePipe {
  /// What reads standard input and writes standard output.
  static let template = "filter"

  let workbench: Workbench
  let arguments: [String]
  let seconds: Double?
  private let template: String?
  private let key: ToolCache.Key
  private let toolchain: SwiftToolchain
  private let cache: ToolCache
  private let sample: InputSample
  private let shape: InputShape

  /// Reads the beginning of standard input.
  init(
    workbench: Workbench, intent: String, template: String?, arguments: [String], seconds: Double?
  ) throws {
    self.workbench = workbench
    self.template = template
    self.arguments = arguments
    self.seconds = seconds
    toolchain = try workbench.toolchain()
    cache = ToolCache(home: workbench.home)
    key = ToolCache.Key(intent: intent, toolchain: toolchain.identity)
    sample = try InputSample.standardInput()
    shape = InputShape(head: sample.bytes, isWhole: sample.isWhole)
  }

  /// A tool that was made for the same, and can read what comes in.
  var cached: CachedTool? {
    cache.tools(for: key, template: template).first { $0.facts.shape.accepts(shape) }
  }

  /// What a run needs: a cached tool, or an app that was just verified.
  struct Tool {
    var product: String
    /// The folder that the program lies in.
    var build: String
    /// Kept open while it is in use.
    var held: CachedTool?
    var app: AppStore.Found?
    /// Kept open while it is in use, too.
    var program: BuiltProgram?
  }

  /// Says why a model is asked although there may be a tool.
  func sayWhy(isFresh: Bool) {
    guard !isFresh, let other = cache.tools(for: key, template: template).first else { return }
    workbench.terminal.line(
      "The tool for this was made for other input "
        + "(\(printable(other.facts.shape.description)), now \(printable(shape.description))): "
        + "making another tool.")
  }

  /// The request to a model: what was asked, and the beginning of the input as data.
  func request(named name: String?, limits: Limits) -> Request {
    var attachments: [DataSummary] = []
    if sample.isPiped, !sample.bytes.isEmpty {
      attachments.append(
        DataSummary(
          name: "standard input", head: workbench.secrets.sameLength([sample.bytes])[0],
          bytes: sample.isWhole ? sample.bytes.count : nil, isWhole: sample.isWhole))
    }
    return Request(
      kind: .new, text: key.intent, name: name, attachments: attachments, limits: limits)
  }

  /// Generates the tool and puts it into the cache.
  ///
  /// - Throws: An exit code where it was not verified: nothing is run then.
  func generate(_ app: NewApp) async throws -> Tool {
    let (run, session) = try await app.begin(workbench)
    let outcome = try await run.outcome(of: session)
    let terminal = workbench.terminal
    guard outcome.finished.verified, let manifest = outcome.session.manifest else {
      if !app.shown.json {
        for line in SessionSummary(outcome: outcome, expires: nil).lines { terminal.line(line) }
        terminal.line("wisp: nothing was run")
      }
      throw ExitCode(ExitStatus(outcome.finished.reason, error: outcome.error).rawValue)
    }
    let tool = try await tool(
      try run.store.find(run.app.record.id), manifest, in: run.store)
    if !app.shown.quiet, !app.shown.json {
      terminal.line(
        terminal.styled(
          "verified in \(wisp.seconds(Double(outcome.finished.ms.total) / 1000)); cost: "
            + SessionSummary.cost(outcome.finished.usage, outcome.finished.costUSD)
            + (tool.held == nil ? "" : "; the next time it runs at once"), .dim))
    }
    return tool
  }

  /// A verified app as a tool, in the cache if that is possible.
  private func tool(_ found: AppStore.Found, _ manifest: AppManifest, in store: AppStore)
    async throws -> Tool
  {
    let runnable = try await RunnableApp.find(found, in: store, workbench)
    var tool = Tool(
      product: runnable.program.facts.product, build: runnable.program.build, app: found,
      program: runnable.program)
    do {
      tool.held = try cache.keep(
        found, runnable.program, manifest: manifest, for: key, shape: shape)
      if tool.held == nil {
        workbench.terminal.line("note: this tool cannot be saved for the next time")
      }
    } catch {
      workbench.terminal.line(
        "note: the tool is not saved for the next time: \(printable("\(error)"))")
    }
    return tool
  }

  /// Runs standard input through a cached tool.
  func run(_ tool: CachedTool) async throws -> Int32 {
    tool.touch()
    if tool.facts.asksForMore {
      workbench.terminal.line(
        "note: the tool asks for permissions, and `wisp once` gives none; "
          + "see --show, and keep it with --keep NAME")
    }
    return try await run(
      Tool(product: tool.facts.product, build: tool.build, held: tool))
  }

  /// Runs standard input, beginning and rest, through a tool.
  ///
  /// - Returns: The tool's exit code; 124 at its limit.
  func run(_ tool: Tool) async throws -> Int32 {
    let data = try cache.runDirectory()
    defer { try? HostileFolder(data).remove() }
    let run = AppRun(
      toolchain: toolchain, programDirectory: tool.build, dataDirectory: data,
      product: tool.product, arguments: arguments,
      input: sample.isPiped ? .standardInputAfter(sample.bytes) : .bytes([]), output: .passThrough,
      seconds: seconds, outputBytes: nil)
    let runner = try workbench.runner()
    let result = try await Interrupts.cancelling { try await run.run(with: runner) }
    withExtendedLifetime(tool) {}
    let end = CommandEnd(result.ending, advice: .init(time: "--tool-timeout SECONDS"))
    if let message = end.message { workbench.terminal.line("wisp: \(message)") }
    return end.code
  }

  /// Keeps the app of a tool that was just made.
  func keep(_ tool: Tool) throws {
    if let app = tool.app { try keep(app, in: workbench.store()) }
  }

  /// Makes a kept app of a cached tool.
  func keep(_ tool: CachedTool, as name: String) throws {
    let store = try workbench.store()
    try keep(store.fork(tool.asApp, at: nil, name: name, expires: nil), in: store)
  }

  private func keep(_ app: AppStore.Found, in store: AppStore) throws {
    let lock = try store.hold(app)
    defer { withExtendedLifetime(lock) {} }
    try store.keep(app.directory)
    workbench.terminal.line("\(app.record.id) is kept")
  }

  /// Shows the tool that fits what comes in, or the one used last where nothing does.
  func show() throws {
    let tools = cache.tools(for: key, template: template)
    guard
      let tool = sample.isPiped
        ? tools.first(where: { $0.facts.shape.accepts(shape) }) : tools.first
    else {
      throw AppNotFound(
        "There is no tool for this yet"
          + (tools.isEmpty ? "" : " that reads such input (\(shape.description))")
          + ".\nLeave out --show to make one.")
    }
    for line in try ToolText(tool).lines { Output.line(line) }
  }
}
