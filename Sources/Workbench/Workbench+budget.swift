import LLM
import WispCore

extension Workbench {
  /// Refuses a budget in dollars for a model without a price: it could not be held.
  ///
  /// A budget of the configuration is no reason to refuse a local model: that it is not counted is said.
  func checkBudget(_ limits: Limits, model: String) throws {
    let usage = Usage(input: 1, cached: 0, output: 1)
    guard model != "builtin", try prices().cost(of: usage, model: model) == nil else { return }
    let unknown = "No price is known for \(model), so dollars cannot be counted."
    if case .dollars = limits.budget {
      throw UsageError(
        "\(unknown) Give tokens or seconds: --budget 20k, or its price in "
          + "\(Configuration.path(environment: environment)).")
    }
    for case .some(let budget) in [
      limits.budget == nil ? limits.appBudget : nil, limits.dayBudget,
    ] {
      guard case .dollars = budget else { continue }
      terminal.line(
        terminal.styled("\(unknown) The budget of \(budget) does not hold for it.", .yellow))
      return
    }
  }
}
