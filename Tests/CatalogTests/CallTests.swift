import Catalog
import Foundation
import TestSupport
import Testing

/// Calls from their reservation to their end, with limits that several share.
@Suite struct CallTests {
  /// 100 tokens of input at 0.001 dollars each, and at most 1,000 of output at 0.01 dollars each.
  private static let estimate = CallEstimate(
    app: "a-0001", model: "x/big", purpose: .write, inputTokens: 100, outputTokens: 1_000,
    inputUSD: 0.1, outputTokenUSD: 0.01, seconds: 60)

  private static func ended(output: Int, dollars: Double?, app: String = "a-0001") -> LedgerEntry {
    LedgerEntry(
      app: app, at: noon, model: "x/big", purpose: .write, inputTokens: 100, cachedTokens: 40,
      cacheWriteTokens: 30, outputTokens: output, reasoningTokens: 5, costUSD: dollars, seconds: 2,
      outcome: "complete")
  }

  private func call(_ reservation: Reservation) throws -> OpenCall {
    guard case .granted(let call) = reservation else {
      throw ExpectationError(reservation)
    }
    return call
  }

  private struct ExpectationError: Error {
    var reservation: Reservation
    init(_ reservation: Reservation) { self.reservation = reservation }
  }

  @Test func aCallIsInTheLedgerBeforeItIsMade() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    let open = try call(try catalog.reserve(Self.estimate, limits: [], now: noon))
    #expect(open.outputTokens == 1_000)
    #expect(
      try catalog.calls() == [
        LedgerEntry(
          app: "a-0001", at: noon, model: "x/big", purpose: .write, inputTokens: 100,
          outputTokens: 0, estimated: true, costUSD: 0.1, seconds: 0, outcome: "open")
      ])
    #expect(try catalog.spending().total.openCalls == 1)
    try catalog.settle(open, as: Self.ended(output: 50, dollars: 0.6))
    #expect(try catalog.calls() == [Self.ended(output: 50, dollars: 0.6)])
    #expect(
      try catalog.spending(by: .app).groups == [
        "a-0001": Spending.Sum(
          calls: 1, inputTokens: 100, cachedTokens: 40, cacheWriteTokens: 30, outputTokens: 50,
          reasoningTokens: 5, costUSD: 0.6, seconds: 2)
      ])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var amount: SpendingLimit.Amount
    /// What the first call gets, and what a second one beside it gets.
    var first: String
    var second: String
    /// What the second one gets once the first has taken 500 tokens of output.
    var afterwards: String
  }

  static let cases = [
    Case(
      testDescription: "plenty of tokens", amount: .tokens(10_000), first: "1000", second: "1000",
      afterwards: "1000"),
    Case(
      testDescription: "tokens for a part of the answer", amount: .tokens(700), first: "600",
      second: "busy", afterwards: "never"),
    Case(
      testDescription: "tokens for two smaller answers", amount: .tokens(1_600), first: "1000",
      second: "400", afterwards: "900"),
    Case(
      testDescription: "too few tokens for any answer", amount: .tokens(355), first: "never",
      second: "never", afterwards: "never"),
    Case(
      testDescription: "plenty of dollars", amount: .dollars(100), first: "1000", second: "1000",
      afterwards: "1000"),
    Case(
      testDescription: "dollars for a part of the answer", amount: .dollars(6.1), first: "600",
      second: "busy", afterwards: "never"),
    Case(
      testDescription: "dollars for one answer and then another", amount: .dollars(12),
      first: "1000", second: "busy", afterwards: "680"),
    Case(
      testDescription: "seconds", amount: .seconds(70), first: "1000", second: "1000",
      afterwards: "1000"),
    Case(
      testDescription: "seconds for one call at a time", amount: .seconds(60), first: "1000",
      second: "busy", afterwards: "1000"),
  ]

  @Test(arguments: cases) func limitsAreSharedByCallsUnderWay(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    let other = try Catalog(path: folder.catalog)
    let limits = [SpendingLimit(example.amount, since: noon)]
    let first = try catalog.reserve(Self.estimate, limits: limits, now: noon)
    #expect(Self.word(first) == example.first)
    let second = try other.reserve(Self.estimate, limits: limits, now: noon)
    #expect(Self.word(second) == example.second)
    guard case .granted(let open) = first else { return }
    // The reservation of the second goes with it, unsettled, as if its process had died.
    if case .granted(let call) = second {
      try other.settle(call, as: Self.ended(output: -100, dollars: 0))
    }
    try catalog.settle(open, as: Self.ended(output: 500, dollars: 5.1))
    #expect(
      Self.word(try other.reserve(Self.estimate, limits: limits, now: noon)) == example.afterwards)
  }

  private static func word(_ reservation: Reservation) -> String {
    switch reservation {
    case .granted(let call): "\(call.outputTokens)"
    case .busy: "busy"
    case .exhausted: "never"
    }
  }

  @Test func limitsHoldForTheirAppAndTime() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    try catalog.record(call: Self.ended(output: 900, dollars: 1, app: "b-0002"))
    let later = noon.addingTimeInterval(10)
    func word(_ limit: SpendingLimit) throws -> String {
      Self.word(try catalog.reserve(Self.estimate, limits: [limit], now: later))
    }
    #expect(try word(SpendingLimit(.tokens(1_000))) == "never")
    #expect(try word(SpendingLimit(.tokens(1_000), app: "a-0001")) == "900")
    #expect(try word(SpendingLimit(.tokens(1_000), app: "b-0002")) == "never")
    #expect(try word(SpendingLimit(.tokens(2_000), app: "b-0002", since: later)) == "1000")
  }

  @Test func dollarsCannotCountCallsWithoutAPrice() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    var unpriced = Self.estimate
    unpriced.inputUSD = nil
    unpriced.outputTokenUSD = nil
    let open = try call(
      try catalog.reserve(unpriced, limits: [SpendingLimit(.dollars(0.01))], now: noon))
    #expect(open.outputTokens == 1_000)
    #expect(try catalog.spending().total.unpricedCalls == 1)
    #expect(try catalog.spending().total.costUSD == 0)
  }

  @Test func aCallWhoseProcessDiedIsLostAndItsReservationGivenBack() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    let limits = [SpendingLimit(.tokens(1_100))]
    do {
      let open = try call(try catalog.reserve(Self.estimate, limits: limits, now: noon))
      try catalog.note(open, outputTokens: 70, costUSD: 0.8, seconds: 3)
      #expect(try catalog.expireLostCalls() == 0)
      #expect(Self.word(try catalog.reserve(Self.estimate, limits: limits)) == "busy")
    }
    // The lock went with the call, as it goes with a killed process.
    #expect(Self.word(try catalog.reserve(Self.estimate, limits: limits, now: noon)) == "830")
    #expect(
      try catalog.calls()[0]
        == LedgerEntry(
          app: "a-0001", at: noon, model: "x/big", purpose: .write, inputTokens: 100,
          outputTokens: 70, estimated: true, costUSD: 0.8, seconds: 3, outcome: "lost"))
  }

  @Test func manyAtOnceStayWithinTheLimit() async throws {
    let folder = try TemporaryFolder()
    let path = folder.catalog
    let limit = SpendingLimit(.tokens(20_000))
    let granted = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let catalog = try Catalog(path: path)
          var granted = 0
          while true {
            switch try catalog.reserve(Self.estimate, limits: [limit], now: noon) {
            case .granted(let call):
              granted += 1
              try catalog.settle(call, as: Self.ended(output: call.outputTokens, dollars: nil))
            case .busy: await Task.yield()
            case .exhausted: return granted
            }
          }
        }
      }
      return try await group.reduce(0, +)
    }
    let total = try Catalog(path: path).spending().total
    #expect(total.calls == granted)
    #expect(total.openCalls == 0)
    let used = total.inputTokens + total.outputTokens
    #expect((20_000 - 355...20_000).contains(used))
  }

  @Test func daysAreThoseOfTheCalendarHere() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    try catalog.record(call: Self.ended(output: 1, dollars: 1))
    var format = Date.ISO8601FormatStyle(timeZone: .current)
    format = format.year().month().day()
    #expect(try catalog.spending(by: .day).groups.keys.sorted() == [noon.formatted(format)])
  }
}
