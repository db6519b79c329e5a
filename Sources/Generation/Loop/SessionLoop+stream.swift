import Apps
import Events
import LLM
import Replies
import Workspace

/// Row 4: one call of the model.
extension SessionLoop {
  /// Characters of an answer that is too long that are kept on record.
  private static let keptOfTooLong = 64 << 10

  /// The whole text of an answer and how it ended; on record already.
  ///
  /// - Throws: `ModelError` if the model failed or declined.
  mutating func stream(
    _ request: ModelRequest, _ follower: ReplyFollower
  ) async throws -> (text: String, completion: Completion) {
    let started = ContinuousClock.now
    let (text, completion) = try await metered {
      [events, model, tree = session.work.tree] in
      var reply = StreamedReply(tree: tree)
      var completion: Completion?
      answer: for try await event in model.respond(to: request) {
        switch event {
        case .text(let piece):
          Self.show(piece, in: &reply, about: tree, follower, events)
          if let excess = reply.excess {
            completion = Completion(
              ending: .tooLong, model: nil, usage: .estimated(request, answer: reply.text),
              detail: excess)
            break answer
          }
        case .reasoning(let piece):
          events.emit(.modelDelta(ModelDelta(text: piece, reasoning: true)))
        case .retrying(let reason, let seconds):
          events.emit(.modelRetrying(ModelRetrying(reason: reason, seconds: seconds)))
        case .finished(let end): completion = end
        }
      }
      // A cancelled task sees the stream end, not an error.
      try Task.checkCancellation()
      guard let completion else {
        throw ModelError(
          kind: .protocolError,
          message: "The answer of \(model.name) ended without a sign of its end.",
          advice: "Run `wisp resume` to try again.")
      }
      return (reply.text, completion)
    }
    record(completion, text: text, request, started.elapsedSeconds)
    guard completion.ending != .refused else {
      throw ModelError(
        kind: .refused,
        message: "\(model.name) declined the request\(completion.detail.map { ": \($0)" } ?? ".")",
        advice:
          "Let it think less with --effort low, ask for less, or choose another model with --model."
      )
    }
    return (text, completion)
  }

  /// Takes a piece of the answer: it is shown, and every file that is complete is followed.
  private static func show(
    _ piece: String, in reply: inout StreamedReply, about tree: FileTree,
    _ follower: ReplyFollower, _ events: EventSink
  ) {
    events.emit(.modelDelta(ModelDelta(text: piece, reasoning: false)))
    for event in reply.take(piece) {
      events.emit(.fileStreaming(FileStreaming(event)))
      guard case .fileCompleted(let path, _) = event, reply.mayReadAgain(with: follower.size)
      else { continue }
      if path == AppLayout.manifest.description,
        let contract = ContractProposed(in: reply.text, about: tree)
      {
        events.emit(.contractProposed(contract))
      }
      if let broken = follower.fileClosed(path, reply.text) { events.emit(.fileBroken(broken)) }
    }
  }

  /// Collects an answer and what it took, also where it is given up half-way.
  private mutating func metered<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let started = ContinuousClock.now
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try await clock.before("the model had not answered in full", operation))
    } catch {
      result = .failure(error)
    }
    await parts.meter.settled()
    session.spent.modelSeconds += started.elapsedSeconds
    session.spent.calls = parts.meter.spent
    return try result.get()
  }

  private mutating func record(
    _ completion: Completion, text: String, _ request: ModelRequest, _ seconds: Double
  ) {
    let cost = parts.meter.cost(
      of: completion.usage, model: model.name, answering: completion.model)
    let finished = ModelFinished(
      ending: completion.ending, detail: completion.detail, model: completion.model ?? model.name,
      usage: completion.usage, costUSD: cost, seconds: seconds)
    // Of an answer without an end its beginning tells enough.
    let kept = completion.ending == .tooLong ? String(text.prefix(Self.keptOfTooLong)) : text
    session.talk.exchange.turns.append(.init(request: request, reply: kept, finished: finished))
    events.emit(.replyReceived(ReplyReceived(text: kept)))
    events.emit(.modelFinished(finished))
  }
}

extension Usage {
  /// What an answer took that was given up half-way, at four bytes a token.
  fileprivate static func estimated(_ request: ModelRequest, answer: String) -> Usage {
    let sent = request.messages.reduce(request.system.utf8.count) { $0 + $1.text.utf8.count }
    return Usage(
      input: (sent + 3) / 4, cached: 0, output: (answer.utf8.count + 3) / 4, estimated: true)
  }
}

extension FileStreaming {
  fileprivate init(_ event: ReplyEvent) {
    switch event {
    case .fileBegan(let path): self.init(path: path, lines: 0, complete: false)
    case .fileProgress(let path, let lines): self.init(path: path, lines: lines, complete: false)
    case .fileCompleted(let path, let lines): self.init(path: path, lines: lines, complete: true)
    }
  }
}
