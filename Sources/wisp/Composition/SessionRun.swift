import ArgumentParser
import BuiltinModel
import Catalog
import Foundation
import History
import LLM
import Templates
import Toolchain
import WispCore
import Workspace

/// Conducts one session for `new`, `tweak` and `resume`: parts put together, events shown, catalog kept.
struct SessionRun: Sendable {
  let workbench: Workbench
  let store: AppStore
  let app: AppStore.Found
  let template: Template
  let templateReason: String
  let model: any LanguageModel
  let modelReason: String
  let options: Shown

  /// How the session is shown.
  struct Shown: Sendable {
    var json: Bool
    var quiet: Bool
    /// Whether every question about the contract is answered with yes.
    var yes: Bool

    init(_ options: GenerationOptions) {
      json = options.json
      quiet = options.quiet
      yes = options.yes
    }
  }

  /// Runs the session and returns the exit code; Ctrl-C ends it cleanly.
  func conduct(_ session: Session) async throws {
    let lock = try AppLock(app.directory)
    let checker = try workbench.checker()
    let prices = PriceTable.current
    let report = TerminalReport(workbench.terminal)
    let options = options
    let events = EventSink(journal: Journal(path: app.directory.journal)) { stamped in
      if options.json, let line = try? stamped.line() { Output.bytes(line + [0x0A]) }
      if !options.json, !options.quiet { report.show(stamped.event) }
    }
    let permission = ContractQuestion(
      terminal: workbench.terminal, canAsk: !options.json, agrees: options.yes)
    let generation = Generation(
      app: app.directory, history: app.history, model: model,
      prompt: Prompt(texts: try workbench.prompts(), template: template, model: model.name),
      checker: checker,
      confinement: "bubblewrap", events: events,
      price: { usage, model in
        // The builtin model and others that count nothing cost nothing.
        usage == .zero
          ? 0
          : prices.cost(of: usage, model: model).map { NSDecimalNumber(decimal: $0).doubleValue }
      },
      spent: { [store, id = app.record.id] answer in
        try? store.catalog.record(
          call: LedgerEntry(answer, app: id, purpose: session.request.kind, at: Date()))
      },
      permits: { await permission.permits($0) })
    events.emit(
      .sessionStarted(
        SessionStarted(
          app: app.record.id, directory: app.directory.tree, request: session.request,
          template: template.name, templateReason: templateReason, model: model.name,
          modelReason: modelReason)))
    let outcome = try await Interrupts.cancelling { await generation.run(session) }
    workbench.terminal.clear()
    let record = try update()
    if !options.json {
      for line in SessionSummary(outcome: outcome, expires: record.expiresAt).lines {
        Output.line(line)
      }
    }
    withExtendedLifetime(lock) {}
    throw ExitCode(ExitStatus(outcome.finished.reason, error: outcome.error).rawValue)
  }

  /// Brings the catalog up to what the session came to.
  private func update() throws -> AppRecord {
    try store.update(app.directory) { record in
      record.updatedAt = Date()
      record.model = model.name
    }
  }
}
