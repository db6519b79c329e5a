extension Configuration {
  /// The keys at the top of the file, in the order of a new one: the one list of them.
  ///
  /// Each knows how it is read, and what a new file says about it.
  package enum Key: String, CaseIterable, Sendable {
    case model
    case stronger
    case budget
    case dayBudget = "day_budget"
    case ttl
    case cacheBudget = "cache_budget"
    case prices

    /// The keys whose value is one text, which `wisp config set` can write.
    package static var texts: [Key] { allCases.filter { $0 != .prices } }

    /// Its value in the file's own words; nil if it is not set, or is not one text.
    package func text(in file: ConfigurationFile) throws -> String? {
      try file.table()[rawValue]?.string
    }

    func read(
      _ value: ConfigurationValue, into configuration: inout Configuration,
      _ reader: ConfigurationReader
    ) throws {
      switch self {
      case .model: configuration.model = try reader.model(value, rawValue)
      case .stronger:
        configuration.stronger = try reader.model(value, rawValue, or: Configuration.noStronger)
      case .budget: configuration.budget = try reader.budget(value, rawValue)
      case .dayBudget: configuration.dayBudget = try reader.budget(value, rawValue)
      case .ttl: configuration.ttl = try reader.lifetime(value, rawValue)
      case .cacheBudget: configuration.cacheBudget = try reader.bytes(value, rawValue)
      case .prices: configuration.prices = try reader.prices(value, rawValue)
      }
    }

    /// What a new file says about it, and the line that would set it.
    var comment: (explanation: String, example: String) {
      switch self {
      case .model:
        (
          "The model that is used if neither --model nor WISP_MODEL names one; `wisp models` lists them.",
          "model = \"builtin\""
        )
      case .stronger:
        (
          """
          The model for one last try if a session makes no progress. Without it the session's own model is asked
          once more, with more effort. "none" stops at once.
          """, "stronger = \"anthropic/claude-opus-4-5\""
        )
      case .budget:
        (
          "The most that one app may cost, over its whole life: dollars, tokens such as \"20k\", or time such as \"10min\".",
          "budget = \"0.50usd\""
        )
      case .dayBudget:
        ("The most that all apps together may cost a day.", "day_budget = \"5usd\"")
      case .ttl:
        ("How long an app lives unless it is kept: \"12h\", \"7d\" or \"2w\".", "ttl = \"7d\"")
      case .cacheBudget:
        ("How much disk the tools of `wisp once` may take.", "cache_budget = \"1GB\"")
      case .prices:
        (
          "Prices of models that wisp does not know, in dollars for a million tokens.",
          """
          [prices."openai-compatible/my-model"]
          input = 0.2
          output = 0.8
          """
        )
      }
    }
  }
}
