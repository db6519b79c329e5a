package import LLM

/// The model for one more try where a session makes no progress: a stronger one, or the same with more
/// effort.
package struct LastTry: Sendable {
  package var model: any LanguageModel
  /// What is different, in a few words: "more effort", "anthropic/claude-opus-4-5".
  package var what: String

  package init(model: any LanguageModel, what: String) {
    self.model = model
    self.what = what
  }
}

extension Generation {
  /// Another way out of standing still: back to the attempt that came furthest, and the model for one
  /// more try; each once in a session.
  ///
  /// - Returns: False where neither is left.
  func tryOnce(_ session: inout Session, exchange: inout Exchange) throws -> Bool {
    let isBack = try goBack(&session, exchange: &exchange)
    guard let lastTry, !session.isLastTry else { return isBack }
    session.isLastTry = true
    session.progress.beginAnew()
    // The same verdict once more ends the session.
    session.fingerprints =
      session.verdict.map {
        Array(repeating: $0.fingerprint, count: Decision.repeatLimit - 1)
      } ?? []
    events.emit(
      .replyNoted(ReplyNoted(notes: ["no progress: one more try, with \(lastTry.what)"])))
    return true
  }

  /// The model that is asked now.
  func model(for session: Session) -> any LanguageModel {
    session.isLastTry ? lastTry?.model ?? model : model
  }
}
