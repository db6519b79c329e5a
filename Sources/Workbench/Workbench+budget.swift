package import Events

extension Workbench {
  /// Refuses a budget in dollars for a model without a price: it could not be held.
  ///
  /// A budget of the configuration is no reason to refuse a local model: that it is not counted is told.
  func checkBudget(_ limits: Limits, model: String) throws {
    let usage = Usage(input: 1, cached: 0, output: 1)
    guard model != "builtin", try prices().cost(of: usage, model: model) == nil else { return }
    let unknown = "No price is known for \(model), so dollars cannot be counted."
    if case .dollars = limits.budget {
      throw UsageError(
        "\(unknown) Give tokens or seconds: --budget 20k, or its price in "
          + "\(configurationPath).")
    }
    for case .some(let budget) in [
      limits.budget == nil ? limits.appBudget : nil, limits.dayBudget,
    ] {
      guard case .dollars = budget else { continue }
      tell(.uncounted(budget: budget, model: model))
      return
    }
  }
}

extension Workbench {
  /// The limits of a session: what is given, else what the configuration says.
  ///
  /// - Parameters:
  ///   - rounds: How many replies may be checked.
  ///   - seconds: What the session may take.
  ///   - budget: What the model may take in this session; nil: no more than the app's.
  ///   - dayBudget: What all models may take today; nil: as configured.
  /// - Returns: The limits.
  /// - Throws: `UsageError` if the configuration cannot be used.
  package func limits(
    rounds: Int = Limits().rounds, seconds: Double = Limits().seconds,
    budget: Limits.Budget? = nil, dayBudget: Limits.Budget? = nil
  ) throws -> Limits {
    let configuration = try configuration()
    return Limits(
      rounds: rounds, seconds: seconds, budget: budget, appBudget: configuration.budget,
      dayBudget: dayBudget ?? configuration.dayBudget)
  }
}
