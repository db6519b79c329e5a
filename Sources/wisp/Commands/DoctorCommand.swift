import ArgumentParser
import Terminal
import Workbench
import Workspace

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

  func run() async throws {
    let face = Face()
    if rebuild { return try await rebuild(face) }
    if ask || model != nil {
      let findings = try await Interrupts.cancelling { [model] in
        try await face.workbench.examine(model: model)
      }
      face.terminal.clear()
      return try show(findings, face, failure: .model)
    }
    try show(await face.workbench.examine(), face, failure: .sandbox)
  }

  private func rebuild(_ face: Face) async throws {
    let rebuilt = try await face.workbench.store().rebuild()
    Output.line("the list was rebuilt: \(counted(rebuilt.count, "app"))")
    for (id, reason) in rebuilt.damaged.sorted(by: { $0.key < $1.key }) {
      face.terminal.line(
        "damaged, and left as it is: \(id)\n\(printable(reason, keepingLines: true))")
    }
    guard rebuilt.damaged.isEmpty else { throw ExitStatus.notVerified.exit }
  }

  private func show(_ findings: [Finding], _ face: Face, failure: ExitStatus) throws {
    for finding in findings {
      if json {
        try Output.json(finding)
        continue
      }
      let mark =
        finding.passed ? face.terminal.styled("✓", .green) : face.terminal.styled("✗", .red)
      let detail = printable(finding.detail, keepingLines: true).replacing("\n", with: "\n    ")
      Output.line("\(mark) \(finding.check)  \(detail)")
    }
    if findings.contains(where: { !$0.passed }) { throw failure.exit }
  }
}
