import ArgumentParser
import Events
import Foundation
import LLM
import Workbench

/// The options that `new`, `tweak` and `resume` share.
struct GenerationOptions: ParsableArguments {
  @Option(help: "The model, as provider/model; `wisp models` shows what there is.")
  var model: String?

  @Option(
    help: "How much the model thinks. Default: the provider decides.")
  var effort: Effort?

  @Option(help: "How many replies of the model are checked at most.")
  var maxRounds: Int = Limits().rounds

  @Option(
    help: ArgumentHelp(
      "Limit for this command: dollars (0.25usd), tokens (20k) or time of the model (90s).",
      valueName: "amount"))
  var budget: String?

  @Option(
    help: ArgumentHelp(
      "Limit for all apps together today, written like --budget.", valueName: "amount"))
  var dayBudget: String?

  @Option(help: "Seconds for the whole session.")
  var timeout: Double = Limits().seconds

  @Option(
    help: ArgumentHelp(
      "Record the session in a new file, for `wisp replay`.", valueName: "file"))
  var record: String?

  @Flag(
    help:
      "Print one JSON object a line on standard output (`wisp once`: on standard error). The last is session.finished."
  )
  var json = false

  @Flag(
    name: .shortAndLong,
    help: "Agree to every change of accepted tests and examples, unasked.")
  var yes = false

  @Flag(name: .shortAndLong, help: "Show only the result.")
  var quiet = false

  @Flag(
    name: .shortAndLong,
    help: "Show every diagnostic, every remark and the model's words as they arrive.")
  var verbose = false

  /// How a session with these options is shown.
  var display: SessionDisplay {
    SessionDisplay(json: json, quiet: quiet, verbose: verbose, namedModel: model)
  }

  /// The terminal's face for a session with these options.
  var face: Face { Face(agrees: yes, asks: !json) }

  /// How a session with these options is held.
  var settings: SessionSettings {
    SessionSettings(model: model, effort: effort, recording: record)
  }

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
    if let record, FileManager.default.fileExists(atPath: record) {
      throw ValidationError("--record \(record): there is such a file already. Name a new one.")
    }
  }

  /// The limits as values: the flags, else the configuration.
  ///
  /// - Throws: `UsageError` if a number makes no sense.
  func limits(_ workbench: Workbench) throws -> Limits {
    guard maxRounds > 0 else { throw UsageError("--max-rounds must be at least 1.") }
    guard timeout > 0, timeout.isFinite else {
      throw UsageError("--timeout must be a number of seconds above 0.")
    }
    return try workbench.limits(
      rounds: maxRounds, seconds: timeout, budget: try Self.amount(budget, "--budget"),
      dayBudget: try Self.amount(dayBudget, "--day-budget"))
  }

  private static func amount(_ text: String?, _ option: String) throws -> Limits.Budget? {
    try text.map { text in
      guard let budget = Limits.Budget(text) else {
        throw UsageError(
          "\(option) \(text) is not understood. Write 0.25usd, tokens such as 20k, or 90s.")
      }
      return budget
    }
  }
}

extension Effort: ExpressibleByArgument {}
