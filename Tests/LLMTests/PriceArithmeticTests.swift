import Events
import Foundation
import Testing

@testable import LLM

/// What holds for any prices and any usage: exact sums of exact parts.
@Suite struct PriceArithmeticTests {
  /// A repeatable source of numbers.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static func rates(_ numbers: inout Numbers) -> PriceEntry.Rates {
    func price(_ range: ClosedRange<Int>) -> Decimal {
      Decimal(Int.random(in: range, using: &numbers)) / 10_000
    }
    return PriceEntry.Rates(
      input: price(1...300_000), cached: Bool.random(using: &numbers) ? price(1...100_000) : nil,
      cacheWrite: Bool.random(using: &numbers) ? price(1...400_000) : nil,
      output: price(1...2_000_000))
  }

  private static func usage(_ numbers: inout Numbers) -> Usage {
    let input = Int.random(in: 0...2_000_000, using: &numbers)
    let cached = Int.random(in: 0...input, using: &numbers)
    let output = Int.random(in: 0...200_000, using: &numbers)
    return Usage(
      input: input, cached: cached,
      cacheWrites: Int.random(in: 0...input - cached, using: &numbers),
      output: output, reasoning: Int.random(in: 0...output, using: &numbers))
  }

  /// Two thousand prices with usages, every other one with a tier for long inputs.
  private static let cases: [(PriceEntry, Usage)] = {
    var numbers = Numbers(state: 20_261_124)
    return (0..<2_000).map { index in
      var entry = PriceEntry(rates: rates(&numbers))
      if index.isMultiple(of: 2) {
        entry.above = .init(
          tokens: Int.random(in: 0...1_500_000, using: &numbers), rates: rates(&numbers))
      }
      return (entry, usage(&numbers))
    }
  }()

  @Test func theCostIsTheSumOfItsParts() {
    for (entry, usage) in Self.cases {
      let rates = entry.rates(input: usage.input)
      func part(_ tokens: Int, _ rate: Decimal?) -> Decimal {
        Decimal(tokens) * (rate ?? rates.input) / 1_000_000
      }
      let sum =
        part(usage.input - usage.cached - usage.cacheWrites, rates.input)
        + part(usage.cached, rates.cached) + part(usage.cacheWrites, rates.cacheWrite)
        + part(usage.output, rates.output)
      #expect(entry.cost(of: usage) == sum)
    }
  }

  @Test func callsOfOneTierAddUpExactly() {
    for ((entry, a), (_, b)) in zip(Self.cases, Self.cases.dropFirst()) {
      var entry = entry
      entry.above = nil
      #expect(entry.cost(of: a) + entry.cost(of: b) == entry.cost(of: a + b))
    }
  }

  @Test func moreTokensNeverCostLess() {
    for (entry, usage) in Self.cases where entry.above == nil {
      var more = usage
      more.input += 1_000
      more.output += 10
      #expect(entry.cost(of: more) > entry.cost(of: usage))
    }
  }

  @Test func aTierHoldsForTheWholeRequestAndOnlyAboveItsBound() {
    for (entry, usage) in Self.cases {
      guard let above = entry.above else { continue }
      var at = Usage(input: above.tokens, cached: 0, output: usage.output)
      #expect(entry.cost(of: at) == PriceEntry(rates: entry.rates).cost(of: at))
      at.input += 1
      #expect(entry.cost(of: at) == PriceEntry(rates: above.rates).cost(of: at))
    }
  }

  @Test func thinkingIsPricedOnceWithTheOutput() {
    for (entry, usage) in Self.cases {
      var plain = usage
      plain.reasoning = 0
      #expect(entry.cost(of: plain) == entry.cost(of: usage))
    }
  }

  @Test func countsThatContradictEachOtherStayWithinTheInput() {
    let entry = PriceEntry(rates: .init(input: 4, cached: 1, cacheWrite: 5, output: 20))
    for (cached, written, dollars) in [
      (200, 0, "0.0001"), (0, 200, "0.0005"), (60, 200, "0.00026"), (-5, -5, "0.0004"),
    ] {
      let usage = Usage(input: 100, cached: cached, cacheWrites: written, output: 0)
      #expect(entry.cost(of: usage) == Decimal(string: dollars))
    }
    #expect(entry.cost(of: Usage(input: -1, cached: 0, output: -1)) == 0)
  }

  @Test func nothingIsRoundedAway() {
    let entry = PriceEntry(rates: .init(input: Decimal(string: "0.0001") ?? 0, output: 1))
    #expect(
      entry.cost(of: Usage(input: 1, cached: 0, output: 0)) == Decimal(string: "0.0000000001"))
  }

  @Test func ownPricesWinAndHoldForLocalModels() {
    let own = PriceEntry(rates: .init(input: 1, output: 1))
    let table = PriceTable.current.overridden(by: [
      "anthropic/claude-opus-5-5": own, "Qwen3:8b": own,
    ])
    let usage = Usage(input: 1_000_000, cached: 0, output: 0)
    #expect(table.cost(of: usage, model: "anthropic/claude-opus-5-5") == 1)
    #expect(table.cost(of: usage, model: "claude-opus-5-5") == 4)
    #expect(table.cost(of: usage, model: "ollama/qwen3:8b") == 1)
    #expect(table.cost(of: usage, model: "ollama/gpt-4o") == nil)
    #expect(table.cost(of: usage, model: "command:gpt-4o") == nil)
  }
}
