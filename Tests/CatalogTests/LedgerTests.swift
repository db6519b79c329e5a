import Catalog
import Foundation
import TestSupport
import Testing

@Suite struct LedgerTests {
  private static let entries = [
    LedgerEntry(
      app: "a-0001", at: noon.addingTimeInterval(-60), model: "x/big", purpose: .write,
      inputTokens: 1_000, cachedTokens: 600, outputTokens: 200, costUSD: 0.25, seconds: 4.5,
      outcome: "complete"),
    LedgerEntry(
      app: "a-0001", at: noon, model: "x/big", purpose: .repair, inputTokens: 1_500,
      cachedTokens: 1_000, outputTokens: 100, estimated: true, costUSD: 0.5, seconds: 2,
      outcome: "truncated"),
    LedgerEntry(
      app: nil, at: noon.addingTimeInterval(0.5), model: "ollama/small", purpose: .ask,
      inputTokens: 50, outputTokens: 10, estimated: true, costUSD: nil, seconds: 1,
      outcome: "failed"),
  ]

  private func ledger(_ folder: TemporaryFolder) throws -> Catalog {
    let catalog = try Catalog(path: folder.catalog)
    for entry in Self.entries.reversed() { try catalog.record(call: entry) }
    return catalog
  }

  @Test func callsAreReadBackInOrder() throws {
    let folder = try TemporaryFolder()
    let catalog = try ledger(folder)
    #expect(try catalog.calls() == Self.entries)
    #expect(try catalog.calls(since: noon) == Array(Self.entries[1...]))
    #expect(try catalog.calls(app: "a-0001") == Array(Self.entries[..<2]))
    #expect(try catalog.calls(since: noon, app: "a-0001") == [Self.entries[1]])
  }

  @Test func sumsAreByModel() throws {
    let folder = try TemporaryFolder()
    let spending = try ledger(folder).spending()
    #expect(
      spending
        == Spending(groups: [
          "x/big": Spending.Sum(
            calls: 2, inputTokens: 2_500, cachedTokens: 1_600, outputTokens: 300, costUSD: 0.75,
            estimatedCalls: 1, seconds: 6.5),
          "ollama/small": Spending.Sum(
            calls: 1, inputTokens: 50, outputTokens: 10, unpricedCalls: 1, estimatedCalls: 1,
            seconds: 1),
        ]))
    #expect(
      spending.total
        == Spending.Sum(
          calls: 3, inputTokens: 2_550, cachedTokens: 1_600, outputTokens: 310, costUSD: 0.75,
          unpricedCalls: 1, estimatedCalls: 2, seconds: 7.5))
  }

  @Test func sumsHaveABeginningAndAnApp() throws {
    let folder = try TemporaryFolder()
    let catalog = try ledger(folder)
    #expect(try catalog.spending(since: noon).total.costUSD == 0.5)
    #expect(try catalog.spending(since: noon.addingTimeInterval(1)) == Spending())
    #expect(try catalog.spending(app: "a-0001").groups.keys.sorted() == ["x/big"])
    #expect(Spending().total == Spending.Sum())
  }
}
