import ArgumentParser
import Foundation
import Generation
import Reports
import Terminal
import Workbench
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
    let face = Face(environment: own.merging(["WISP_HOME": folder]) { $1 })
    let report = try await replay(recording, face)
    try show(report, face.terminal)
    let isSame = report.same && (!strict || report.drift.isEmpty)
    throw (isSame ? ExitStatus.done : .notVerified).exit
  }

  private func replay(_ recording: RecordedSession, _ face: Face) async throws -> ReplayReport {
    let report = TerminalReport(face.terminal)
    let display = SessionDisplay(json: json, quiet: quiet)
    let replayed = try await Interrupts.cancelling {
      try await face.workbench.replay(recording) { stamped in
        if display.json, let line = try? stamped.line() { Output.bytes(line + [0x0A]) }
        if display.isForPeople { report.show(stamped.event) }
      }
    }
    face.terminal.clear()
    if !quiet { face.terminal.confinement(replayed.end.confinement) }
    return replayed.report
  }

  private func show(_ report: ReplayReport, _ terminal: Terminal) throws {
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
