/// In what servers of one API differ, found out by asking: each refusal costs nothing and is answered by
/// the same request without what was refused, once.
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
  /// Whether the model's thinking is asked for where it would not come by itself.
  var asksForReasoning = true
  /// True where the server has no Responses API but the chat API.
  var usesChat = false
  /// True once HTTP/2 broke on the way to it.
  var onlyHTTP1 = false

  /// What to change after `problem`, and what the user must know of it; nil where it is another matter.
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
