/// Reads the parts of one transfer into one answer.
struct AnswerReader {
  private let wire: any WireFormat
  private let promptLength: Int
  private var head: HTTPHead?
  private var errorBody: [UInt8] = []
  private var body: AnswerBody
  private var received = 0
  private(set) var answer = ArrivingAnswer()

  init(wire: any WireFormat, promptLength: Int) {
    self.wire = wire
    self.promptLength = promptLength
    body = AnswerBody(wire.framing)
  }

  /// Takes the next part; emits the text and the reasoning in it, also what comes before a fault.
  mutating func take(_ part: HTTPPart, emit: (ModelEvent) -> Void) throws(ExchangeFailure) {
    switch part {
    case .head(let head):
      self.head = head
    case .body(let bytes):
      received += bytes.count
      guard head?.isSuccess ?? false else {
        errorBody += bytes
        return
      }
      for item in body.take(bytes) where !answer.isTooLong {
        for event in try read(item) { emit(event) }
      }
      guard body.pending <= Self.longestPiece else {
        throw .transport(TransportFailure(kind: .tooLarge(limit: Self.longestPiece), detail: ""))
      }
    }
  }

  /// The most bytes of one event, of one line or of a whole that comes as one object: twice the longest
  /// answer, for what JSON writes as escapes.
  private static let longestPiece = 2 * ArrivingAnswer.longest

  /// Ends the answer after its last byte.
  ///
  /// - Throws: if the answer is not whole and nothing of it can be used.
  mutating func end(emit: (ModelEvent) -> Void) throws(ExchangeFailure) {
    if let head, !head.isSuccess { throw failure(head) }
    if let item = body.end() {
      do {
        for event in try read(item) { emit(event) }
      } catch {
        // After text, a last line that cannot be read is one that was cut in the middle.
        guard case .malformed = error, answer.phase == .open, answer.textLength > 0 else {
          throw error
        }
      }
    }
    if answer.phase == .open, answer.textLength == 0 {
      throw .unfinished(empty: received == 0)
    }
  }

  /// The completion of an answer that ended without a failure of the transport.
  func completion(outputLimit: Int?) -> Completion {
    let usage = answer.tokens.usage(
      promptLength: promptLength, answerLength: answer.textLength + answer.reasoningLength,
      isFinal: answer.phase != .open)
    var completion = Completion(
      ending: answer.ending, model: answer.model, usage: usage, detail: answer.detail)
    if answer.phase == .open {
      completion.ending = .truncated
      completion.detail = "the connection was cut before the end of the answer"
    } else if answer.ending == .complete, !usage.estimated, let outputLimit,
      usage.output >= outputLimit
    {
      // llama-server calls an answer complete that its limit cut.
      completion.ending = .truncated
      completion.detail = "the answer is as long as its limit of \(outputLimit) tokens"
    }
    return completion
  }

  /// The completion of an answer that is longer than any may be; nil as long as it is not.
  var tooLong: Completion? {
    guard answer.isTooLong else { return nil }
    return tooLong(limit: ArrivingAnswer.longest)
  }

  private func tooLong(limit: Int) -> Completion {
    var completion = completion(outputLimit: nil)
    completion.ending = .tooLong
    completion.detail = "the answer is larger than \(limit >> 20) MiB"
    return completion
  }

  /// The completion of an answer that `failure` broke off, nil if nothing of it can be used.
  ///
  /// After the terminal signal a broken connection costs only the token counts.
  mutating func completion(brokenBy failure: TransportFailure) throws(ExchangeFailure)
    -> Completion?
  {
    if let head, !head.isSuccess { throw self.failure(head) }
    if answer.phase != .open { return completion(outputLimit: nil) }
    guard answer.textLength > 0 else { return nil }
    if case .tooLarge(let limit) = failure.kind { return tooLong(limit: limit) }
    var completion = completion(outputLimit: nil)
    if case .silent(let seconds, _) = failure.kind {
      completion.detail = "the connection was cut: nothing came for \(seconds) seconds"
    }
    return completion
  }

  /// The completion of an answer that was cut for the reason in `detail`; nil without any text.
  func completion(cutBy detail: String) -> Completion? {
    guard answer.textLength > 0, head?.isSuccess ?? false else { return nil }
    var completion = completion(outputLimit: nil)
    completion.ending = .truncated
    completion.detail = detail
    return completion
  }

  private mutating func read(_ item: AnswerBody.Item) throws(ExchangeFailure) -> [ModelEvent] {
    do {
      switch item {
      case .event(let event):
        return answer.phase == .done ? [] : try wire.decode(event, into: &answer)
      case .json(let text):
        guard let json = JSON(parsing: text) else { throw AnswerFault.notJSON(text) }
        return try wire.decode(whole: json, into: &answer)
      case .page(let text):
        throw ExchangeFailure.page(title: ProviderProblem.title(ofPage: text) ?? "")
      }
    } catch let failure as ExchangeFailure {
      throw failure
    } catch let fault as AnswerFault {
      switch fault {
      case .problem(let problem): throw .problem(problem, headers: [:])
      case .malformed(let text): throw .malformed(text)
      }
    } catch {
      throw .malformed(String(describing: error))
    }
  }

  private func failure(_ head: HTTPHead) -> ExchangeFailure {
    if (300..<400).contains(head.status) {
      return .redirect(status: head.status, location: head.headers["location"])
    }
    let text = String(decoding: errorBody, as: UTF8.self)
    return .problem(
      ProviderProblem(status: head.status, body: text), headers: head.headers)
  }
}
