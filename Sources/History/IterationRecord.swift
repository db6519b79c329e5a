/// What an iteration was: what changed the tree.
package enum IterationKind: String, Codable, Sendable, CaseIterable {
  /// The template, before any model was asked.
  case scaffold
  /// The first answer of a model.
  case write
  /// An answer to a failed check.
  case repair
  /// A change the user asked for.
  case tweak
  /// A return to an earlier tree.
  case undo
}

/// What is recorded beside the tree of an iteration.
package struct IterationRecord: Codable, Sendable, Equatable {
  /// The first line of the commit, in the imperative; line breaks in it become spaces.
  package var subject: String
  /// The rest of the commit's text; may be empty.
  package var body: String
  /// Counts up from 0, the scaffold.
  package var number: Int
  package var kind: IterationKind
  /// Provider and model; empty if none was asked.
  package var model: String
  /// `passed`, `failed` or `timed_out`; nil if nothing was checked.
  package var verdict: String?
  /// Input and output tokens together.
  package var tokens: Int
  /// Wall-clock seconds from the request to the verdict; kept to the millisecond.
  package var seconds: Double

  package init(
    subject: String, body: String = "", number: Int, kind: IterationKind, model: String = "",
    verdict: String? = nil, tokens: Int = 0, seconds: Double = 0
  ) {
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
