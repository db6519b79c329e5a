import ArgumentParser
import WispCore

/// The options that `new`, `tweak` and `resume` share.
struct GenerationOptions: ParsableArguments {
  @Option(help: "The model, as provider/model; `wisp models` shows what there is.")
  var model: String?

  @Option(help: "How many replies of the model may be checked.")
  var maxRounds: Int = Limits().rounds

  @Option(help: "What the model may cost: 0.25usd, or tokens such as 20k.")
  var budget: String?

  @Option(help: "Seconds for the whole session.")
  var timeout: Double = Limits().seconds

  @Flag(help: "One JSON object a line on standard output; the last is session.finished.")
  var json = false

  @Flag(
    name: .shortAndLong,
    help: "Agree when the model asks to change an accepted test or example.")
  var yes = false

  @Flag(name: .shortAndLong, help: "Show only the result.")
  var quiet = false

  /// The limits as values.
  ///
  /// - Throws: `UsageError` where a number makes no sense.
  func limits() throws -> Limits {
    guard maxRounds > 0 else { throw UsageError("--max-rounds must be at least 1.") }
    guard timeout > 0, timeout.isFinite else {
      throw UsageError("--timeout must be a number of seconds above 0.")
    }
    let budget = try budget.map { text in
      guard let budget = Limits.Budget(text) else {
        throw UsageError("--budget \(text) is not understood. Write 0.25usd, or tokens: 20k.")
      }
      return budget
    }
    return Limits(rounds: maxRounds, seconds: timeout, budget: budget)
  }
}
