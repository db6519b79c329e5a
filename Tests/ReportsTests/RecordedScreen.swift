import Events
import Synchronization
import Terminal

@testable import Reports

/// A screen that keeps what is written to it.
final class RecordedScreen: Sendable {
  private let text = Mutex("")
  private let columns: Int
  private let isInteractive: Bool
  private let hasColour: Bool

  init(isInteractive: Bool = false, hasColour: Bool = false, columns: Int = 80) {
    self.isInteractive = isInteractive
    self.hasColour = hasColour
    self.columns = columns
  }

  /// A terminal that shows itself here.
  var terminal: Terminal {
    Terminal(
      Screen(
        isInteractive: isInteractive, hasColour: hasColour, size: { [columns] in (columns, 24) },
        write: { text in self.text.withLock { $0 += text } }))
  }

  /// What was written since the last call.
  func take() -> String {
    text.withLock { text in
      defer { text = "" }
      return text
    }
  }
}

/// Events as a session emits them.
enum Sample {
  static func start(_ kind: Request.Kind = .new, name: String? = nil) -> Event {
    .sessionStarted(
      SessionStarted(
        app: "words-1a2b", name: name, directory: "/home/apps/words-1a2b/tree",
        request: Request(kind: kind, text: "count words"), template: "filter",
        templateReason: "lines in, lines out", model: "anthropic/claude", modelReason: "--model"))
  }

  static func iteration(_ number: Int, _ stage: Stage, round: Int? = nil) -> Event {
    .iterationStarted(IterationStarted(number: number, kind: stage, round: round ?? number))
  }

  static func text(_ text: String) -> Event {
    .modelDelta(ModelDelta(text: text, reasoning: false))
  }

  static func thought(_ text: String) -> Event {
    .modelDelta(ModelDelta(text: text, reasoning: true))
  }

  static func answer(
    _ usage: Usage = Usage(input: 1_200, cached: 0, output: 345), cost: Double? = 0.0123,
    _ ending: AnswerEnding = .complete
  ) -> Event {
    .modelFinished(
      ModelFinished(
        ending: ending, model: "anthropic/claude", usage: usage, costUSD: cost, seconds: 4.25))
  }

  static func gate(
    _ gate: Gate, _ result: GateReport.Result, _ detail: String = "", notes: [String]? = nil
  ) -> Event {
    var finished = GateFinished(
      GateResult(gate: gate, result: result, milliseconds: 1_234, detail: detail))
    finished.notes = notes
    return .gateFinished(finished)
  }
}
