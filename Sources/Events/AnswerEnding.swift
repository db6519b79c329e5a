/// How a model ended its answer.
package enum AnswerEnding: String, Codable, Sendable {
  /// The model was done.
  case complete
  /// An output or context limit, or a broken connection, cut it after text had arrived.
  case truncated
  /// It was longer than any answer may be, and the rest of it was not read.
  case tooLong = "too_long"
  /// The model declined.
  case refused
}
