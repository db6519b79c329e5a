import ArgumentParser
import Files
import Foundation
import Sandbox
import Toolchain
import WispCore
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
      the package passed, else 1. The build stays in the cache for ten minutes, so that the next check of \
      the folder compiles only what has changed.
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
    let workbench = Workbench()
    let path = URL(fileURLWithPath: directory).standardizedFileURL.resolvingSymlinksInPath().path
    guard FileManager.default.fileExists(atPath: path + "/Package.swift") else {
      throw UsageError(
        "\(directory): there is no Package.swift. Name the folder of a Swift package.")
    }
    guard timeout > 0, timeout.isFinite else {
      throw UsageError("--timeout must be a number of seconds above 0.")
    }
    let lock = try lock(on: path, workbench)
    defer { withExtendedLifetime(lock) {} }
    let runner = try workbench.runner()
    let checker = try workbench.checker(runner: runner)
    let manifest = try manifest(in: path)
    // Where another process checks the same folder, this one builds aside.
    let kept = faithful ? nil : try checker.keptScratch(of: path, template: manifest?.template)
    let aside = try kept == nil ? ScratchFolder(in: workbench.home) : nil
    defer {
      aside?.remove()
      // Until here nobody else may build in it.
      withExtendedLifetime(kept) {}
    }
    let report = TerminalReport(workbench.terminal)
    let json = json
    let subject = CheckSubject(
      treeDirectory: path, scratchDirectory: kept?.path ?? aside?.path ?? "", manifest: manifest,
      requiresTests: true, faithful: faithful, keepsDirectOnly: kept != nil, timeLimit: timeout)
    let verdict = try await Interrupts.cancelling {
      try await checker.check(subject) { event in
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
    workbench.sweepCache()
    report.end()
    if json { try Output.json(Summary(verdict)) } else { summarise(verdict) }
    workbench.terminal.confinement(runner.latest)
    if verdict.outcome != .passed { throw ExitCode(ExitStatus.notVerified.rawValue) }
  }

  /// The lock of the app whose tree the folder is: nobody may write there during the check.
  ///
  /// - Returns: Nil if the folder is not an app's.
  private func lock(on path: String, _ workbench: Workbench) throws -> AppLock? {
    let apps = URL(fileURLWithPath: workbench.home.apps).resolvingSymlinksInPath().path + "/"
    guard path.hasPrefix(apps) else { return nil }
    let parts = path.dropFirst(apps.count).split(separator: "/")
    guard parts.count == 2, parts[1] == "tree" else { return nil }
    return try AppLock(workbench.home.app(String(parts[0])))
  }

  private func manifest(in path: String) throws -> AppManifest? {
    let tree = try FileTree.read(directory: path)
    guard let bytes = tree[try SafePath(Contract.manifestPath)] else { return nil }
    do {
      return try AppManifest.parse(bytes)
    } catch {
      throw UsageError("\(path)/wisp.json: \(error)")
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

  /// The last object of `--json`, as the contract has it.
  private struct Summary: Encodable {
    struct Counts: Encodable {
      var passed: Int
      var failed: Int
    }

    var verdict: String
    var gates: [GateFinished]
    var diagnostics: [Diagnostic]
    var tests: Counts
    var examples: Counts
    var failures: [TestFailure]
    var mismatches: [ExampleFailure]

    init(_ verdict: Verdict) {
      self.verdict = verdict.outcome.rawValue
      gates = verdict.gates.map(GateFinished.init)
      diagnostics = verdict.diagnostics
      tests = Counts(passed: verdict.tests.passed, failed: verdict.tests.failed)
      examples = Counts(passed: verdict.examples.passed, failed: verdict.examples.failed)
      failures = verdict.tests.failures
      mismatches = verdict.examples.failures
    }
  }
}
