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
