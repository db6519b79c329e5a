import ArgumentParser
import Foundation
import History
import LLM
import WispCore
import Workspace

/// `wisp replay`: see its abstract.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Run a recorded session again, offline, and compare the result.",
    discussion: """
      Examples:
        wisp new --record session.jsonl "count the most frequent words"
        wisp replay session.jsonl

      The model's answers come from the recording, byte for byte. wisp applies them, builds and tests \
      again, in the sandbox. The exit code is 0 if the app ends with the same files, else 1, and wisp \
      shows the first difference. Nothing is sent and no app is kept.
      """)

  @Argument(help: "A file made with --record.", completion: .file())
  var file: String

  @Flag(help: "Also end with exit code 1 if a request differs from the recorded one.")
  var strict = false

  @Flag(help: "Print the session's events, one JSON object a line. The last is replay.finished.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show only the result.")
  var quiet = false

  func run() async throws {
    let recording = try RecordedSession(path: file)
    let folder =
      FileManager.default.temporaryDirectory.path + "/wisp-replay-\(UUID().uuidString.lowercased())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let own = ProcessInfo.processInfo.environment
    let workbench = Workbench(environment: own.merging(["WISP_HOME": folder]) { $1 })
    let model = try Replay.model(of: recording)
    let report = try await replay(recording, model, workbench)
    try show(report, workbench.terminal)
    let isSame = report.same && (!strict || report.drift.isEmpty)
    throw ExitCode(isSame ? ExitStatus.done.rawValue : ExitStatus.notVerified.rawValue)
  }

  private func replay(
    _ recording: RecordedSession, _ model: ReplayModel, _ workbench: Workbench
  ) async throws -> Replay.Report {
    let start = recording.start
    guard var template = try workbench.templates()[start.template] else {
      throw UsageError(
        "The template \(printable(start.template)) of the recording is not installed.")
    }
    let tree = try start.tree.tree()
    let changedStarter = start.request.kind == .new && template.starter != tree
    // A new app began with the starter of its day.
    if start.request.kind == .new { template.starter = tree }
    var scaffold = template
    scaffold.starter = tree
    let request = Replay.request(of: recording)
    let store = try workbench.store()
    let app = try store.create(
      request: request, template: scaffold, model: start.model, expires: nil)
    let outcome = try await SessionRun(
      workbench: workbench, store: store, app: app, template: template,
      templateReason: "as recorded",
      model: ChosenModel(
        make: { _ in model }, name: start.model,
        reason: "recorded on \(recording.header.at.formatted(.iso8601.year().month().day()))",
        origin: nil,
        lastTry: start.lastTry.map { ChosenModel.LastTry(make: { _ in model }, what: $0) }),
      options: SessionRun.Shown(json: json, quiet: quiet, yes: false),
      others: try workbench.templates().templates.filter {
        start.others?.contains($0.name) == true
      },
      rules: start.rules ?? "",
      permissions: recording.permissions
    ).outcome(of: try Replay.session(of: recording, request: request, tree: tree))
    if case .some(let error) = outcome.error, !(error is RecordingEnded), !(error is ModelError) {
      throw error
    }
    if outcome.finished.reason == .interrupted { throw CancellationError() }
    return try Replay.Report(
      recording, outcome, model, changedStarter: changedStarter,
      commits: Journal(path: app.directory.journal).events())
  }

  private func show(_ report: Replay.Report, _ terminal: Terminal) throws {
    if json {
      try Output.json(report)
      return
    }
    for line in report.drift {
      terminal.line(terminal.styled("changed since: \(printable(line))", .yellow))
    }
    Output.line(printable(report.message))
  }
}
