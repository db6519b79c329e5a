package import Catalog
package import Events
import Foundation
package import LLM
import Synchronization

/// Counts what one session spends: every call is in the ledger before it is made, and settled after.
///
/// Calls go through `metered(_:)`; limits that several processes share are kept by the ledger.
package final class Meter: Sendable {
  /// What the calls of this session took so far.
  package struct Spent: Sendable, Equatable {
    package var usage = Usage.zero
    /// Dollars; nil as soon as one call has no known price.
    package var costUSD: Double? = 0
  }

  let ledger: Catalog
  let app: String
  /// The app's name as it is now.
  private let name: @Sendable () -> String
  let rules: [SpendingRule]
  /// The most seconds a call may take.
  let longestCall: Double
  private let prices: PriceTable
  private let state = Mutex(State())

  private struct State {
    var spent = Spent()
    var calls: [Task<Void, Never>] = []
  }

  package init(
    ledger: Catalog, prices: PriceTable, app: String, name: (@Sendable () -> String)? = nil,
    rules: [SpendingRule], longestCall: Double
  ) {
    self.ledger = ledger
    self.prices = prices
    self.app = app
    self.name = name ?? { app }
    self.rules = rules
    self.longestCall = longestCall
  }

  package var spent: Spent { state.withLock { $0.spent } }

  /// `model`, with every call counted.
  package func metered(_ model: any LanguageModel) -> any LanguageModel {
    MeteredModel(base: model, meter: self)
  }

  /// Returns once every call that was begun is settled; cancelling a call settles it too.
  package func settled() async {
    let calls = state.withLock { state in
      defer { state.calls = [] }
      return state.calls
    }
    for call in calls { await call.value }
  }

  func began(_ call: Task<Void, Never>) { state.withLock { $0.calls.append(call) } }

  // MARK: Prices

  /// Dollars for `usage`, nil where no price is known.
  ///
  /// The model that answered, where the server says which, is the one that is charged. No tokens cost
  /// nothing, whoever the model is.
  package func cost(of usage: Usage, model: String, answering: String? = nil) -> Double? {
    if usage.input == 0, usage.output == 0 { return 0 }
    let cost =
      answering.flatMap { prices.cost(of: usage, model: $0) }
      ?? prices.cost(of: usage, model: model)
    return cost.map { NSDecimalNumber(decimal: $0).doubleValue }
  }

  /// What `request` may take at most.
  func estimate(_ request: ModelRequest, model: String) -> CallEstimate {
    let input = Self.inputEstimate(request)
    let entry = prices.entry(for: model)
    let usual = min(entry?.maxOutputTokens ?? Self.usualOutput, Self.usualOutput)
    let rates = entry?.rates(input: input)
    func dollars(_ tokens: Int, _ rate: Decimal) -> Double {
      NSDecimalNumber(decimal: Decimal(tokens) * rate / 1_000_000).doubleValue
    }
    return CallEstimate(
      app: app, model: model, purpose: (request.intent?.stage).map(CallPurpose.init) ?? .ask,
      inputTokens: input, outputTokens: request.maxOutputTokens ?? usual,
      inputUSD: rates.map { dollars(input, max($0.input, $0.cacheWrite ?? 0)) },
      outputTokenUSD: rates.map { dollars(1, $0.output) }, seconds: longestCall)
  }

  /// Tokens of a request, more rather than fewer: code has at least three bytes to a token.
  private static func inputEstimate(_ request: ModelRequest) -> Int {
    let bytes = request.messages.reduce(request.system.utf8.count) { $0 + $1.text.utf8.count }
    return (bytes + 2) / 3
  }

  /// The longest answer that is expected where nothing else is said, thinking included.
  private static let usualOutput = 32_000

  // MARK: Calls

  func settle(_ call: OpenCall, as entry: LedgerEntry) throws {
    try ledger.settle(call, as: entry)
    state.withLock { state in
      state.spent.usage =
        state.spent.usage
        + Usage(
          input: entry.inputTokens, cached: entry.cachedTokens, cacheWrites: entry.cacheWriteTokens,
          output: entry.outputTokens, reasoning: entry.reasoningTokens, estimated: entry.estimated)
      state.spent.costUSD = state.spent.costUSD.flatMap { sum in entry.costUSD.map { sum + $0 } }
    }
  }

  /// The error for a limit that leaves no room for `call`.
  func refusal(_ limit: SpendingLimit, spent: Double, _ call: CallEstimate) -> LimitReached {
    let rule = rules.first { $0.limit == limit }
    let used: String
    let next: String
    switch limit.amount {
    case .dollars:
      used = String(format: "$%.4f", spent)
      next = call.inputUSD.map { String(format: "about $%.4f before any answer", $0) } ?? "more"
    case .tokens:
      used = "\(Int(spent)) tokens"
      next = "about \(call.inputTokens) tokens before any answer"
    case .seconds:
      used = "\(Int(spent)) seconds"
      next = "time"
    }
    return LimitReached(
      "Paused: \(rule?.name ?? "a limit") is reached. \(used) of it are used, and the next request"
        + " needs \(next).\n\(rule?.advice(name()) ?? "")")
  }

  func name(of limit: SpendingLimit) -> String {
    rules.first { $0.limit == limit }?.name ?? "a limit"
  }
}
