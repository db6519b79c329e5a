import ArgumentParser
import Catalog
import Foundation
import LLM
import WispCore
import Workspace

/// `wisp cost`: see its abstract.
struct CostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost", abstract: "Show every call of a model and what it cost.",
    discussion: """
      Examples:
        wisp cost
        wisp cost --by model

      Every call counts, also one that failed or was cut short. wisp computes the costs from a dated table \
      of prices. Prices in your configuration file take precedence. An unknown price is shown as unknown, \
      never as 0.
      """)

  @OptionGroup var app: AppFilter

  @Option(help: "Print one line for each model, app or day.")
  var by: Grouping = .model

  @Flag(help: "Print one JSON object a line. The last is the total.")
  var json = false

  /// An app that `cost` is limited to, also one that is gone.
  struct AppFilter: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        "Count only the calls for this app: its name, its id or the beginning of the id.",
        valueName: "app"))
    var app: String?
  }

  enum Grouping: String, ExpressibleByArgument, CaseIterable {
    case model, app, day

    var spending: Spending.Grouping {
      switch self {
      case .model: .model
      case .app: .app
      case .day: .day
      }
    }
  }

  func run() throws {
    let workbench = Workbench()
    let configuration = try workbench.configuration()
    let store = try workbench.store()
    try store.catalog.expireLostCalls()
    let id = try app.app.map { try Self.id($0, store) }
    let spending = try store.catalog.spending(by: by.spending, app: id)
    let rows = spending.groups.sorted { $0.key < $1.key }.map { Row($0.key, $0.value) }
    let total = Row("total", spending.total)
    if json {
      for row in rows + [total] { try Output.json(row) }
      return
    }
    guard !rows.isEmpty else {
      workbench.terminal.line("No model was asked yet.")
      return
    }
    let head = [by.rawValue.uppercased()] + Row.head
    Output.line(TextTable.aligned([head] + (rows.count > 1 ? rows + [total] : rows).map(\.cells)))
    workbench.terminal.line("prices of \(PriceTable.current.date) (\(PriceTable.current.source))")
    if id == nil, let budget = configuration.dayBudget {
      let today = Calendar.current.startOfDay(for: Date())
      let sum = try store.catalog.spending(since: today).total
      workbench.terminal.line("today \(Row("", sum).used(of: budget)) of \(budget) a day")
    }
  }

  /// The id for what the user typed; an app that is gone is still in the ledger.
  private static func id(_ text: String, _ store: AppStore) throws -> String {
    switch try store.catalog.find(text) {
    case .found(let record): return record.id
    case .ambiguous(let ids):
      throw UsageError("\(text) could be any of: \(ids.joined(separator: ", ")).")
    case .none:
      guard try !store.catalog.calls(app: text).isEmpty else {
        throw AppNotFound("There is no app \(text), and no call for it is in the ledger.")
      }
      return text
    }
  }
}

extension CostCommand {
  /// One line of sums.
  struct Row: Encodable {
    var name: String
    var calls: Int
    var input: Int
    var cached: Int
    var cacheWrites: Int
    var output: Int
    var reasoning: Int
    /// Calls whose tokens are estimated, that have no known price, and that are under way.
    var estimated: Int
    var unpriced: Int
    var open: Int
    var seconds: Double
    /// Null where the price of any call is unknown.
    var costUSD: Double?
    /// Dollars of the calls whose price is known.
    var knownUSD: Double

    enum CodingKeys: String, CodingKey {
      case name, calls, input, cached
      case cacheWrites = "cache_writes"
      case output, reasoning, estimated, unpriced, open, seconds
      case costUSD = "cost_usd"
      case knownUSD = "known_usd"
    }

    init(_ name: String, _ sum: Spending.Sum) {
      self.name = name.isEmpty ? "(none)" : name
      calls = sum.calls
      input = sum.inputTokens
      cached = sum.cachedTokens
      cacheWrites = sum.cacheWriteTokens
      output = sum.outputTokens
      reasoning = sum.reasoningTokens
      estimated = sum.estimatedCalls
      unpriced = sum.unpricedCalls
      open = sum.openCalls
      seconds = sum.seconds
      costUSD = sum.unpricedCalls == 0 ? sum.costUSD : nil
      knownUSD = sum.costUSD
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(calls, forKey: .calls)
      try container.encode(input, forKey: .input)
      try container.encode(cached, forKey: .cached)
      try container.encode(cacheWrites, forKey: .cacheWrites)
      try container.encode(output, forKey: .output)
      try container.encode(reasoning, forKey: .reasoning)
      try container.encode(estimated, forKey: .estimated)
      try container.encode(unpriced, forKey: .unpriced)
      try container.encode(open, forKey: .open)
      try container.encode(seconds, forKey: .seconds)
      // The key is always there: null says that a price is not known.
      try container.encode(costUSD, forKey: .costUSD)
      try container.encode(knownUSD, forKey: .knownUSD)
    }

    static let head = ["CALLS", "IN", "CACHED", "WRITTEN", "OUT", "THINKING", "TIME", "COST"]

    var cells: [String] {
      [
        printable(name), count(calls), (estimated > 0 ? "~" : "") + count(input), count(cached),
        count(cacheWrites), count(output), count(reasoning), wisp.seconds(seconds), cost,
      ]
    }

    /// Dollars as far as they are known.
    var cost: String {
      let known = String(format: "$%.4f", knownUSD)
      let pending = open > 0 ? ", \(open) under way" : ""
      if unpriced == 0 { return known + pending }
      if unpriced == calls { return "unknown" + pending }
      return "\(known) and \(unpriced) calls of unknown price" + pending
    }

    /// How much of a budget these calls took, in its unit.
    func used(of budget: Limits.Budget) -> String {
      switch budget {
      case .dollars: cost
      case .tokens: count(input + output)
      case .seconds: wisp.seconds(seconds)
      }
    }
  }
}
