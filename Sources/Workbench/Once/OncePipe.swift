package import Apps
package import Events
import Files
import Foundation
import Sandbox
import Templates
import Toolchain
import Workspace

/// One call of `wisp once`: what was asked, what comes in, and the tool that goes between.
package struct OncePipe: Sendable {
  package let workbench: Workbench
  private let arguments: [String]
  private let seconds: Double?
  private let template: String?
  private let key: ToolCache.Key
  private let toolchain: SwiftToolchain
  private let cache: ToolCache
  private let sample: InputSample
  private let shape: InputShape

  /// - Parameters:
  ///   - workbench: Its home has the tools.
  ///   - intent: What is to be done with the input, in English.
  ///   - template: The template that the user named; nil: the usual one.
  ///   - sample: The beginning of the input.
  ///   - arguments: What goes to the tool.
  ///   - seconds: What it may run; nil: as long as it takes.
  /// - Throws: `ToolchainError` if there is no toolchain.
  package init(
    workbench: Workbench, intent: String, template: String?, sample: InputSample,
    arguments: [String], seconds: Double?
  ) throws {
    self.workbench = workbench
    self.template = template
    self.arguments = arguments
    self.seconds = seconds
    self.sample = sample
    toolchain = try workbench.toolchain()
    cache = ToolCache(home: workbench.home)
    key = ToolCache.Key(intent: workbench.secrets(intent), toolchain: toolchain.identity)
    shape = InputShape(head: sample.bytes, isWhole: sample.isWhole)
  }

  /// A tool that was made for the same, and can read what comes in.
  package var cached: CachedTool? {
    cache.tools(for: key, template: template).first { $0.facts.shape.accepts(shape) }
  }

  /// What a run needs: a cached tool, or an app that was just verified.
  package struct Tool: Sendable {
    var product: String
    /// The folder that the program lies in.
    var build: String
    /// Kept open while it is in use; nil if the cache does not have it.
    package var held: CachedTool?
    var app: AppStore.Found?
    /// Kept open while it is in use, too.
    var program: BuiltProgram?
  }

  /// Tells why a model is asked although there is a tool for the same.
  package func tellWhy() {
    guard let other = cache.tools(for: key, template: template).first else { return }
    workbench.tell(.otherInput(was: other.facts.shape.description, now: shape.description))
  }

  /// The request to a model: what was asked, and the beginning of the input as data.
  private func request(named name: String?, limits: Limits) -> Request {
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

  /// The app that a tool is made as.
  ///
  /// - Throws: `UsageError` if the configuration cannot be used.
  package func app(named name: String?, limits: Limits, _ settings: SessionSettings) throws
    -> NewApp
  {
    NewApp(
      request: request(named: name, limits: limits), template: template ?? TemplateCatalog.usual,
      templateReason: template == nil ? "from standard input to standard output" : nil,
      life: try workbench.life(nil), settings: settings, isTool: true)
  }

  /// The tool that a session made, put into the cache; nil if the session did not verify it.
  package func tool(made end: SessionEnd, by run: SessionRun) async throws -> Tool? {
    guard end.outcome.finished.verified, let manifest = end.outcome.session.work.manifest else {
      return nil
    }
    return try await tool(try run.store.find(run.app.record.id), manifest, in: run.store)
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
      if tool.held == nil { workbench.tell(.toolNotKept(nil)) }
    } catch {
      workbench.tell(.toolNotKept("\(error)"))
    }
    return tool
  }

  /// Runs the input through a cached tool.
  package func run(_ tool: CachedTool) async throws -> CommandEnd {
    tool.touch()
    if tool.facts.asksForMore { workbench.tell(.toolAsksForMore) }
    return try await run(
      Tool(product: tool.facts.product, build: tool.build, held: tool))
  }

  /// Runs the input, beginning and rest, through a tool.
  ///
  /// - Throws: `SandboxError`, `CancellationError`.
  package func run(_ tool: Tool) async throws -> CommandEnd {
    let data = try cache.runDirectory()
    defer { try? HostileFolder(data).remove() }
    let run = AppRun(
      toolchain: toolchain, programDirectory: tool.build, dataDirectory: data,
      product: tool.product, arguments: arguments,
      input: sample.isPiped ? .standardInputAfter(sample.bytes) : .bytes([]), output: .passThrough,
      seconds: seconds, outputBytes: nil)
    let result = try await run.run(with: try workbench.runner())
    withExtendedLifetime(tool) {}
    return CommandEnd(result.ending)
  }

  /// Keeps the app of a tool that was just made.
  package func keep(_ tool: Tool) async throws {
    if let app = tool.app { try keep(app, in: try await workbench.store()) }
  }

  /// Makes a kept app of a cached tool.
  package func keep(_ tool: CachedTool, as name: String) async throws {
    let store = try await workbench.store()
    try keep(store.fork(tool.asApp, at: nil, name: name, expires: nil), in: store)
  }

  private func keep(_ app: AppStore.Found, in store: AppStore) throws {
    let lock = try store.hold(app)
    defer { withExtendedLifetime(lock) {} }
    let kept = try store.keep(app.directory)
    workbench.tell(.kept(kept.name))
  }

  /// The tool that fits what comes in, or the one used last if nothing does.
  ///
  /// - Throws: `AppNotFound` if there is none.
  package func toolToShow() throws -> CachedTool {
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
    return tool
  }
}
