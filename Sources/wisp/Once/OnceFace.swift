import Foundation
import Reports
import Terminal
import Workbench
import Workspace

/// `wisp once` at the terminal: standard input through a tool to standard output.
struct OnceFace: Sendable {
  let face: Face
  let pipe: OncePipe

  /// Looks at the beginning of standard input.
  ///
  /// - Throws: `UsageError` if there is no description, or nothing to read.
  init(
    _ face: Face, _ description: String, template: String? = nil, arguments: [String],
    seconds: Double? = nil, needsInput: Bool = true
  ) throws {
    self.face = face
    guard let text = try AppDescription.checked([description]) else {
      throw UsageError(
        "Say what to do with standard input: cat access.log | wisp once \"count requests per hour\""
      )
    }
    guard !needsInput || isatty(STDIN_FILENO) == 0 else {
      let quoted = Sentences.quoted(text)
      throw UsageError(
        "Standard input is a terminal: there is nothing to work on. Pipe something into it:\n"
          + "  cat FILE | wisp once \(quoted)\n"
          + "For a tool that reads nothing: wisp once \(quoted) < /dev/null")
    }
    pipe = try OncePipe(
      workbench: face.workbench, intent: text, template: template,
      sample: InputSample.standardInput(), arguments: arguments, seconds: seconds)
  }

  /// Makes a tool, and says what it took.
  ///
  /// - Throws: The exit code of a session that did not verify it: nothing is run then.
  func make(_ app: NewApp, _ display: SessionDisplay) async throws -> OncePipe.Tool {
    let run = try await face.workbench.begin(app)
    let end = try await SessionFace(face: face, display: display).watch(run)
    let finished = end.outcome.finished
    guard
      let tool = try await Interrupts.cancelling({ [pipe] in
        try await pipe.tool(made: end, by: run)
      })
    else {
      if !display.json {
        for line in SessionSummary(end).lines { face.terminal.line(line) }
        face.terminal.line("wisp: nothing was run")
      }
      throw ExitStatus(finished.reason, error: end.outcome.error).exit
    }
    if display.isForPeople {
      face.terminal.line(
        face.terminal.styled(
          "verified in \(seconds(Double(finished.ms.total) / 1000)); cost: "
            + SessionSummary.cost(finished.usage, finished.costUSD)
            + (tool.held == nil ? "" : "; the next time it runs at once"), .dim))
    }
    return tool
  }

  /// Runs standard input through a tool.
  ///
  /// - Returns: The tool's exit code; 124 at its limit.
  func run(_ body: @escaping @Sendable (OncePipe) async throws -> CommandEnd) async throws -> Int32
  {
    let end = try await Interrupts.cancelling { [pipe] in try await body(pipe) }
    if let message = end.message(.init(time: "--tool-timeout SECONDS")) {
      face.terminal.line("wisp: \(message)")
    }
    return end.code
  }

  /// Shows the tool that fits what comes in.
  func show() throws {
    for line in try ToolText(pipe.toolToShow()).lines { Output.line(line) }
  }
}
