/// How servers of one API differ.
///
/// Each difference is learned from a refusal, which costs nothing. The request is then sent once more without
/// the refused field.
struct Dialect: Sendable, Equatable {
  enum LimitField: String, Sendable {
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
  }

  var limitField = LimitField.maxTokens
  /// True once the other field was tried, so that a server that refuses both is believed.
  var hasSwapped = false
  /// Whether `stream_options` is sent.
  var asksForUsage = true
  /// Whether the wish for more or less thinking is sent.
  var sendsEffort = true
  /// Whether to ask for the model's thinking if the server would not send it otherwise.
  var asksForReasoning = true
  /// True if the server has no Responses API but the chat API.
  var usesChat = false
  /// True once HTTP/2 broke on the way to it.
  var onlyHTTP1 = false

  /// The change after `problem`, and a note for the user; nil if the problem does not concern the dialect.
  func repaired(after problem: ProviderProblem, effort: Effort?, canUseChat: Bool)
    -> (dialect: Dialect, notice: String?)?
  {
    var other = self
    if canUseChat, !usesChat, [404, 405, 501].contains(problem.status), !problem.namesModel {
      other.usesChat = true
      return (other, nil)
    }
    guard [400, 422].contains(problem.status) else { return nil }
    let text = problem.message.lowercased()
    func mentions(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if asksForUsage, mentions("stream_options", "include_usage", "include_obfuscation") {
      other.asksForUsage = false
      return (other, nil)
    }
    if !hasSwapped, mentions("max_tokens", "max_completion_tokens") {
      other.limitField = limitField == .maxTokens ? .maxCompletionTokens : .maxTokens
      other.hasSwapped = true
      return (other, nil)
    }
    guard mentions("reasoning", "effort", "think", "thought", "output_config", "summary") else {
      return nil
    }
    let isAboutShowing = mentions("summary", "display", "thoughts")
    if asksForReasoning, effort == nil || isAboutShowing {
      other.asksForReasoning = false
      return (other, nil)
    }
    guard let effort, sendsEffort else { return nil }
    other.sendsEffort = false
    other.asksForReasoning = false
    return (other, "The model does not take --effort \(effort.rawValue); asked again without it")
  }
}
