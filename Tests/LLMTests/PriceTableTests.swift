import Events
import Foundation
import Testing

@testable import LLM

@Suite struct PriceTableTests {
  @Test(
    arguments: [
      ("claude-opus-5-5", Usage(input: 1_000_000, cached: 0, output: 1_000_000), "24"),
      ("anthropic/claude-opus-5-5", Usage(input: 1000, cached: 400, output: 10), "0.00268"),
      ("claude-haiku-4-5-20251001", Usage(input: 1, cached: 1, output: 0), "0.0000001"),
      ("gpt-5.5-2026-04-23", Usage(input: 272_000, cached: 0, output: 0), "1.36"),
      ("openai/gpt-5.5", Usage(input: 272_001, cached: 0, output: 1000), "2.76501"),
      ("gpt-4o-mini", Usage(input: 1_000_000, cached: 1_000_000, output: 0), "0.075"),
      ("gpt-4o-mini", .zero, "0"), ("qwen3:8b", Usage(input: 1, cached: 0, output: 1), nil),
    ] as [(String, Usage, String?)])
  func costs(_ model: String, usage: Usage, dollars: String?) {
    let expected = dollars.flatMap { Decimal(string: $0) }
    #expect(PriceTable.current.cost(of: usage, model: model) == expected)
  }

  @Test func limits() {
    let table = PriceTable.current
    #expect(table.contextTokens(model: "claude-sonnet-5-5") == 1_000_000)
    #expect(table.maxOutputTokens(model: "gpt-4o") == 16384)
    #expect(table.contextTokens(model: "nobody") == nil)
  }

  @Test func theTableIsWholeAndSaysWhereItIsFrom() {
    let table = PriceTable.current
    #expect(table.models.count == 76)
    #expect(table.date == "2026-10-21")
    #expect(table.licence.hasPrefix("MIT"))
    #expect(
      table.models.values.allSatisfy { $0.rates.input > 0 && $0.rates.output > $0.rates.input })
    for provider in [Provider.anthropic, .openai] {
      if let model = provider.defaultModel { #expect(table.entry(for: model) != nil) }
    }
  }
}
