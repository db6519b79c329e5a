import Events

/// What is known about an answer while it arrives.
struct Answer: Equatable {
  enum Phase: Equatable {
    /// Nothing says yet that it is whole.
    case open
    /// It is whole; token counts may follow.
    case settled
    /// Nothing that matters follows.
    case done
  }

  var phase = Phase.open
  var model: String?
  var tokens = TokenCounts()
  /// How it ended; `complete` until something else was said.
  var ending = AnswerEnding.complete
  var detail: String?
  /// The size of the text and of the reasoning so far, in bytes.
  var textLength = 0
  var reasoningLength = 0
  /// Whether it is longer than any answer may be: no more of it is read.
  var isTooLong: Bool { textLength + reasoningLength > Self.longest }
  /// The most bytes of text and reasoning together; a whole app has a hundredth of that.
  static let longest = 4 << 20

  /// Splits a leading `<think>` block from the text.
  var thinking = ThinkTagSplitter()
  /// Used by OpenAI's Responses API alone.
  var responses = ResponseProgress()

  /// Marks the answer as whole.
  mutating func settle() {
    if phase == .open { phase = .settled }
  }

  /// Marks the answer as declined, with more of the model's words on it.
  mutating func refuse(adding words: String) {
    detail = (ending == .refused ? detail ?? "" : "") + words
    ending = .refused
  }

  mutating func text(_ text: String?) -> [ModelEvent] {
    guard let text, !text.isEmpty else { return [] }
    textLength += text.utf8.count
    return [.text(text)]
  }

  mutating func reasoning(_ text: String?) -> [ModelEvent] {
    guard let text, !text.isEmpty else { return [] }
    reasoningLength += text.utf8.count
    return [.reasoning(text)]
  }
}

/// Token counts as servers give them: any of them may be missing.
struct TokenCounts: Equatable {
  /// All input, or only the part outside the cache: see `cacheIsInside`.
  var input: Int?
  var cacheRead: Int?
  var cacheWritten: Int?
  var output: Int?
  /// The part of the output that was thinking.
  var reasoning: Int?
  /// OpenAI counts cached tokens inside the input, Anthropic beside it.
  var cacheIsInside = true

  /// The counts as `Usage`; what is missing is estimated at four bytes a token.
  ///
  /// Before the end of an answer the output's count is only a beginning, so that the estimate stands
  /// where it is larger.
  func usage(promptLength: Int, answerLength: Int, isFinal: Bool) -> Usage {
    let answerEstimate = Self.estimate(answerLength)
    let written = isFinal ? output : output.map { max($0, answerEstimate) }
    let cached = cacheRead ?? 0
    let stored = cacheWritten ?? 0
    let whole = input.map { cacheIsInside ? max($0, cached + stored) : $0 + cached + stored }
    return Usage(
      input: whole ?? Self.estimate(promptLength), cached: whole == nil ? 0 : cached,
      cacheWrites: whole == nil ? 0 : stored,
      output: written ?? answerEstimate, reasoning: reasoning ?? 0,
      estimated: whole == nil || output == nil || !isFinal)
  }

  private static func estimate(_ length: Int) -> Int { (length + 3) / 4 }
}
