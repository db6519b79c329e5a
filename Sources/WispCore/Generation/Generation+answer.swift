import Foundation
import LLM
import Workspace

/// What the model answered, read but not yet applied.
struct Answer: Sendable {
  var request: ModelRequest
  var text: String
  var reply: ParsedReply
  /// The model's claim that the accepted contract is wrong, where it sent nothing else.
  var dispute: String?
}

/// Requests and replies since the last commit; becomes a git note of the next one.
struct Exchange: Codable, Sendable {
  struct Turn: Codable, Sendable {
    var request: ModelRequest
    var reply: String
    var finished: ModelFinished
  }

  var turns: [Turn] = []

  var tokens: Int {
    turns.reduce(0) { $0 + $1.finished.usage.input + $1.finished.usage.output }
  }

  /// The errors of a reply that is to be answered next, and the text that had them.
  var rejected: (reply: String, errors: [ReplyError])?
  /// What of refused replies applied and need not come again.
  var kept = KeptEdits()

  enum CodingKeys: String, CodingKey {
    case turns
  }
}

extension Generation {
  /// Rows 3 to 5: messages, stream, edits.
  ///
  /// A reply that was cut is continued, three times at most.
  func answer(
    _ session: inout Session, stage: Intent.Stage, exchange: inout Exchange,
    before deadline: ContinuousClock.Instant
  ) async throws -> Answer {
    events.emit(
      .iterationStarted(IterationStarted(number: session.iteration + 1, kind: stage.rawValue)))
    var request = try prompt.request(for: session, stage: stage)
    if let rejected = exchange.rejected {
      request = try prompt.again(
        request, after: rejected.reply, errors: rejected.errors, kept: exchange.kept)
    }
    let task = request
    var assembly = ReplyAssembly(tree: session.tree)
    for _ in 0...Self.continuationLimit {
      let (text, completion) = try await stream(
        request, &session, exchange: &exchange, before: deadline)
      assembly.add(text, isCut: completion.ending == .truncated)
      guard let missing = assembly.missing else { break }
      request = try prompt.continuing(task, after: assembly, missing: missing)
    }
    let reply = assembly.reply
    return Answer(
      request: task, text: assembly.text, reply: reply,
      dispute: Self.dispute(in: assembly.text, reply: reply))
  }

  static let continuationLimit = 3

  private func stream(
    _ request: ModelRequest, _ session: inout Session, exchange: inout Exchange,
    before deadline: ContinuousClock.Instant
  ) async throws -> (text: String, completion: Completion) {
    let started = ContinuousClock.now
    let (text, completion) = try await interruptible(&session, before: deadline) {
      [model, events, tree = session.tree] in
      var reader = ReplyReader(tree: tree)
      var text = ""
      var completion: Completion?
      for try await event in model.respond(to: request) {
        switch event {
        case .text(let piece):
          text += piece
          events.emit(.modelDelta(ModelDelta(text: piece, reasoning: false)))
          for event in reader.feed(piece.utf8) { events.emit(.fileStreaming(FileStreaming(event))) }
        case .reasoning(let piece):
          events.emit(.modelDelta(ModelDelta(text: piece, reasoning: true)))
        case .retrying(let reason, let seconds):
          events.emit(.modelRetrying(ModelRetrying(reason: reason, seconds: seconds)))
        case .finished(let end):
          completion = end
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
      return (text, completion)
    }
    let seconds = started.elapsedSeconds
    session.modelSeconds += seconds
    record(completion, text: text, request, seconds, &session, &exchange)
    guard completion.ending != .refused else {
      throw ModelError(
        kind: .refused,
        message: "\(model.name) declined the request\(completion.detail.map { ": \($0)" } ?? ".")",
        advice: "Say the request in other words, or choose another model with --model.")
    }
    return (text, completion)
  }

  /// Collects an answer; where it is given up half-way nobody knows what it cost.
  private func interruptible<Result: Sendable>(
    _ session: inout Session, before deadline: ContinuousClock.Instant,
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    do {
      return try await before(deadline, "the model had not answered in full", operation)
    } catch {
      if !(error is ModelError) {
        session.usage.estimated = true
        session.costUSD = nil
      }
      throw error
    }
  }

  private func record(
    _ completion: Completion, text: String, _ request: ModelRequest, _ seconds: Double,
    _ session: inout Session, _ exchange: inout Exchange
  ) {
    let cost =
      price(completion.usage, completion.model ?? model.name) ?? price(completion.usage, model.name)
    session.usage = session.usage + completion.usage
    session.costUSD = session.costUSD.flatMap { sum in cost.map { sum + $0 } }
    let finished = ModelFinished(
      ending: completion.ending, detail: completion.detail, model: completion.model ?? model.name,
      usage: completion.usage, costUSD: cost, seconds: seconds)
    exchange.turns.append(.init(request: request, reply: text, finished: finished))
    events.emit(.replyReceived(ReplyReceived(text: text)))
    events.emit(.modelFinished(finished))
    spent(finished)
  }

  /// The model's dispute of a test or example, where the reply holds nothing to apply.
  static func dispute(in text: String, reply: ParsedReply) -> String? {
    guard reply.edits.isEmpty, reply.errors.isEmpty else { return nil }
    let line = text.split(separator: "\n").first {
      $0.trimmingCharacters(in: .whitespaces).hasPrefix("DISPUTE:")
    }
    return line.map {
      $0.trimmingCharacters(in: .whitespaces).dropFirst("DISPUTE:".count)
        .trimmingCharacters(in: .whitespaces)
    }
  }
}

extension FileStreaming {
  init(_ event: ReplyEvent) {
    switch event {
    case .fileBegan(let path): self.init(path: path, lines: 0, complete: false)
    case .fileProgress(let path, let lines): self.init(path: path, lines: lines, complete: false)
    case .fileCompleted(let path, let lines): self.init(path: path, lines: lines, complete: true)
    }
  }
}
