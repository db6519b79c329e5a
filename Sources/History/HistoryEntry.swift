package import Foundation

/// One iteration as the history remembers it.
package struct HistoryEntry: Codable, Sendable, Equatable {
  /// The commit, 40 hexadecimal digits.
  package var id: String
  /// When it was recorded, to the second.
  package var date: Date
  package var subject: String
  package var body: String
  /// Nil in a commit that was not made by `wisp`.
  package var number: Int?
  /// Nil in a commit that was not made by `wisp`.
  package var kind: IterationKind?
  /// Empty if no model was asked.
  package var model: String
  /// `passed`, `failed` or `timed_out`; nil if nothing was checked.
  package var verdict: String?
  package var tokens: Int
  package var seconds: Double

  package init(
    id: String, date: Date, subject: String, body: String = "", number: Int? = nil,
    kind: IterationKind? = nil, model: String = "", verdict: String? = nil, tokens: Int = 0,
    seconds: Double = 0
  ) {
    self.id = id
    self.date = date
    self.subject = subject
    self.body = body
    self.number = number
    self.kind = kind
    self.model = model
    self.verdict = verdict
    self.tokens = tokens
    self.seconds = seconds
  }
}
