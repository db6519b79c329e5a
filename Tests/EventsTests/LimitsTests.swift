import Testing

@testable import Events

@Test(
  arguments: [
    ("0.25usd", Limits.Budget.dollars(0.25)), ("$1", .dollars(1)), ("2USD", .dollars(2)),
    ("20k", .tokens(20_000)), ("1.5M", .tokens(1_500_000)), ("1_000", .tokens(1000)),
    ("90s", .seconds(90)), ("10min", .seconds(600)), ("1.5h", .seconds(5400)), ("s", nil),
    ("-1s", nil), ("", nil), ("k", nil), ("usd", nil), ("-1usd", nil), ("0", nil), ("infusd", nil),
    ("ten", nil),
    ("nan", nil), ("1e300k", nil),
  ] as [(String, Limits.Budget?)])
func readsBudgets(text: String, expected: Limits.Budget?) {
  #expect(Limits.Budget(text) == expected)
}
