/// How long something stays: the one table of terms, whose words the texts use.
package struct Term: Sendable, Equatable {
  /// Its length in seconds.
  package let seconds: Double
  /// The same as people say it.
  package let words: String

  /// How long an app lives unless it is kept or given another time.
  package static let life = Term(seconds: 7 * day, words: "a week")
  /// How long a discarded app can be restored.
  package static let trash = Term(seconds: day, words: "a day")
  /// How long a tool of `wisp once` stays that nobody uses.
  package static let tool = Term(seconds: 30 * day, words: "a month")
  /// The time between two sweeps that nobody asked for.
  package static let sweep = Term(seconds: day, words: "a day")

  private static let day = 86_400.0
}
