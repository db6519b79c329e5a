import ArgumentParser
import Events
import Foundation
import Reports
import Sandbox
import Terminal
import Toolchain
import Workbench
import Workspace

/// `wisp verify`: see its abstract.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Check a small Swift package in the sandbox: syntax, compile, tests, examples and smoke run.",
    discussion: """
      Examples:
        wisp verify
        wisp verify ~/csv-sum --faithful

      The smoke run starts each program once, without arguments; it must not crash. The exit code is 0 if \
      the package passed, 1 if it did not, 4 if it cannot be checked here. The build stays in the cache for \
      ten minutes, so that the next check of the folder compiles only what has changed.

      A package may depend on others if they are on this machine, as `swift package resolve` leaves them: \
      Package.resolved, and checkouts in .build or the package manager's cache.
      """)

  @Argument(help: "The package's folder.")
  var directory = "."

  @Option(help: "Seconds for the whole check.")
  var timeout = 300.0

  @Flag(help: "Build with `swift build` instead of calling the compiler directly. Much slower.")
  var faithful = false

  @Flag(help: "Print one JSON object a line. The last is the verdict.")
  var json = false

  func run() async throws {
    guard timeout > 0, timeout.isFinite else {
      throw UsageError("--timeout must be a number of seconds above 0.")
    }
    let face = Face()
    let report = TerminalReport(face.terminal)
    let checked = try await check(face, report)
    report.end()
    if json { try Output.json(CheckSummary(checked.verdict)) } else { summarise(checked.verdict) }
    face.terminal.confinement(checked.confinement)
    if checked.verdict.outcome != .passed { throw ExitStatus.notVerified.exit }
  }

  private func check(
    _ face: Face, _ report: TerminalReport
  ) async throws -> (verdict: Verdict, confinement: Confinement?) {
    do {
      return try await Interrupts.cancelling { [directory, timeout, faithful, json] in
        try await face.workbench.check(folder: directory, seconds: timeout, faithful: faithful) {
          event in
          let shown = Event(event)
          if json, let line = try? StampedEvent(at: Date(), event: shown).line() {
            Output.bytes(line + [0x0A])
          } else if case .failuresFound = event {
            // They are the result, on standard output.
          } else {
            report.show(shown)
          }
        }
      }
    } catch {
      report.end()
      if json, let missing = NoVerdict(error) { try Output.json(missing) }
      throw error
    }
  }

  private func summarise(_ verdict: Verdict) {
    for line in FailureText(more: nil).lines(of: verdict.failures) {
      Output.line(printable(line.text))
    }
    Output.line(
      "\(verdict.outcome.rawValue): \(verdict.tests.passed) tests passed, \(verdict.tests.failed) failed; "
        + "\(verdict.examples.passed) examples passed, \(verdict.examples.failed) failed")
  }
}
