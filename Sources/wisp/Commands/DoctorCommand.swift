import ArgumentParser
import Foundation
import LLM
import Sandbox
import Toolchain
import WispCore

/// `wisp doctor`: see its abstract.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Try everything that wisp needs, in the real sandbox. Say what is missing and how to get it.",
    discussion: """
      Examples:
        wisp doctor
        wisp doctor --model anthropic/MODEL

      --model and --ask send one tiny request to a model instead, and report its latency, streaming, \
      token counts and reply format. The request costs very little, but it is charged.
      """)

  @Option(help: "Try this model, as provider/model.")
  var model: String?

  @Flag(help: "Try the model that wisp uses by default.")
  var ask = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Flag(help: "Rebuild the list of apps from their folders. Nothing else is tried.")
  var rebuild = false

  /// One thing that was tried.
  struct Finding: Encodable, Sendable {
    var check: String
    var passed: Bool
    var detail: String
  }

  func run() async throws {
    let workbench = Workbench()
    if rebuild {
      let rebuilt = try workbench.store().rebuild()
      let count = rebuilt.count
      Output.line("the list was rebuilt: \(count) app\(count == 1 ? "" : "s")")
      for (id, reason) in rebuilt.damaged.sorted(by: { $0.key < $1.key }) {
        workbench.terminal.line(
          "damaged, and left as it is: \(id)\n\(printable(reason, keepingLines: true))")
      }
      guard rebuilt.damaged.isEmpty else { throw ExitCode(ExitStatus.notVerified.rawValue) }
      return
    }
    guard !ask, model == nil else { return try await tryModel(workbench) }
    var findings: [Finding] = [
      Self.attempt("home") {
        _ = try AppStore(home: workbench.home)
        return workbench.home.root
      },
      Self.attempt("templates") {
        try workbench.templates().templates.map(\.name).joined(separator: ", ")
      },
      Self.attempt("toolchain") { try workbench.toolchain().version },
      Self.attempt("dependencies") {
        let store = workbench.dependencies()
        return try DependencyStore.allowed.map { try store.sources(of: $0.name) }
          .joined(separator: ", ")
      },
      Self.attempt("prepared builds") {
        let prepared = try workbench.checker().preparations()
        return prepared.isEmpty
          ? "none yet; `wisp warm` makes them, else the first app"
          : prepared.map { "\($0.bytes >> 20) MB \($0.state)" }.joined(separator: ", ")
      },
    ]
    do {
      let runner = try workbench.runner()
      for probe in await SandboxProbe.selfTest(runner: runner) {
        findings.append(
          Finding(check: "sandbox: \(probe.name)", passed: probe.passed, detail: probe.detail))
      }
    } catch {
      findings.append(Finding(check: "sandbox", passed: false, detail: "\(error)"))
    }
    findings.append(await chosenModel(workbench))
    try show(findings, workbench)
    if findings.contains(where: { !$0.passed }) { throw ExitCode(ExitStatus.sandbox.rawValue) }
  }

  /// Sends one tiny request and shows what came of it.
  private func tryModel(_ workbench: Workbench) async throws {
    let choice = try await workbench.chooseModel(model, effort: nil, for: nil)
    guard choice.name != "builtin" else {
      throw UsageError(
        "The built-in model is part of wisp and is not asked over a network: there is nothing to try."
      )
    }
    workbench.terminal.progress("asking \(printable(choice.name)) …")
    let probe = try await Interrupts.cancelling { try await ModelProbe(of: choice.make(.network)) }
    workbench.terminal.clear()
    let chosen = Finding(
      check: "model", passed: true, detail: "\(choice.name), because \(choice.reason)")
    let findings = [chosen] + probe.findings
    try show(findings, workbench)
    if findings.contains(where: { !$0.passed }) { throw ExitCode(ExitStatus.model.rawValue) }
  }

  private func chosenModel(_ workbench: Workbench) async -> Finding {
    do {
      let choice = try await ModelSelection.resolve(
        named: nil, environment: workbench.environment,
        configured: workbench.configuration().model)
      return Finding(
        check: "model", passed: true, detail: "\(choice.name), because \(choice.reason)")
    } catch {
      return Finding(check: "model", passed: false, detail: "\(error)")
    }
  }

  private func show(_ findings: [Finding], _ workbench: Workbench) throws {
    for finding in findings {
      if json {
        try Output.json(finding)
        continue
      }
      let mark =
        finding.passed
        ? workbench.terminal.styled("✓", .green) : workbench.terminal.styled("✗", .red)
      let detail = printable(finding.detail, keepingLines: true).replacing("\n", with: "\n    ")
      Output.line("\(mark) \(finding.check)  \(detail)")
    }
  }

  private static func attempt(_ check: String, _ body: () throws -> String) -> Finding {
    do {
      return Finding(check: check, passed: true, detail: try body())
    } catch {
      return Finding(check: check, passed: false, detail: "\(error)")
    }
  }
}
