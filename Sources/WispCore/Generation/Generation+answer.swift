import Foundation
import LLM
import Replies
import Workspace

/// What the model answered, read but not yet applied.
struct Answer: Sendable {
  var request: ModelRequest
  var text: String
  var reply: ParsedReply
  /// The model's claim that the accepted contract is wrong, where it sent nothing else.
  var dispute: Dispute?
}

extension Answer {
  /// An answer of which nothing is applied and nothing is sent back: it was longer than any may be.
  static func tooLong(_ request: ModelRequest, _ completion: Completion) -> Answer {
    let why = completion.detail ?? "it is too long"
    let error = ReplyError(
      kind: .tooLarge, path: nil,
      message: "The reply was not read to its end: \(why). Send fewer or smaller files.")
    return Answer(
      request: request, text: "",
      reply: ParsedReply(edits: [], notes: [], errors: [error], commands: []))
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
    _ session: inout Session, _ ahead: Ahead, stage: Intent.Stage, exchange: inout Exchange,
    before deadline: ContinuousClock.Instant
  ) async throws -> Answer {
    events.emit(
      .iterationStarted(IterationStarted(number: session.iteration + 1, kind: stage.rawValue)))
    var request =
      isToBeReviewed(session)
      ? try prompt.contractRequest(for: session) : try prompt.request(for: session, stage: stage)
    if let rejected = exchange.rejected {
      request = try prompt.again(
        request, after: rejected.reply, errors: rejected.errors, kept: exchange.kept)
    }
    let task = request
    var assembly = ReplyAssembly(tree: session.tree)
    for round in 0...Self.continuationLimit {
      let follower = ReplyFollower(
        ahead, session: session,
        policy: Contract.policy(for: session, isTweak: stage == .tweak),
        template: prompt.template, assembly: assembly, kept: exchange.kept)
      defer { follower.cancel() }
      let (text, completion): (String, Completion)
      do {
        (text, completion) = try await stream(
          request, &session, follower, exchange: &exchange, before: deadline)
        await follower.finish()
      } catch is LimitReached where round > 0 {
        // What was paid for is used as far as it goes; the next request meets the limit again.
        break
      }
      guard completion.ending != .tooLong else { return .tooLong(task, completion) }
      assembly.add(text, isCut: completion.ending == .truncated)
      guard let missing = assembly.missing else { break }
      request = try prompt.continuing(task, after: assembly, missing: missing)
    }
    let reply = assembly.reply
    return Answer(
      request: task, text: assembly.text, reply: reply,
      dispute: Self.dispute(in: assembly.text, reply: reply, session))
  }

  static let continuationLimit = 3

  /// Characters of an answer that is too long that are kept on record.
  private static let keptOfTooLong = 64 << 10

  private func stream(
    _ request: ModelRequest, _ session: inout Session, _ follower: ReplyFollower,
    exchange: inout Exchange,
    before deadline: ContinuousClock.Instant
  ) async throws -> (text: String, completion: Completion) {
    let started = ContinuousClock.now
    let model = model(for: session)
    let (text, completion) = try await metered(&session, before: deadline) {
      [events, tree = session.tree] in
      var reply = StreamedReply(tree: tree)
      var completion: Completion?
      answer: for try await event in model.respond(to: request) {
        switch event {
        case .text(let piece):
          events.emit(.modelDelta(ModelDelta(text: piece, reasoning: false)))
          for event in reply.take(piece) {
            events.emit(.fileStreaming(FileStreaming(event)))
            guard case .fileCompleted(let path, _) = event,
              reply.mayReadAgain(with: follower.size)
            else { continue }
            if path == Contract.manifestPath,
              let contract = ContractProposed(in: reply.text, about: tree)
            {
              events.emit(.contractProposed(contract))
            }
            if let broken = follower.fileClosed(path, reply.text) {
              events.emit(.fileBroken(broken))
            }
          }
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
      return (reply.text, completion)
    }
    record(completion, of: model, text: text, request, started.elapsedSeconds, &exchange)
    guard completion.ending != .refused else {
      throw ModelError(
        kind: .refused,
        message: "\(model.name) declined the request\(completion.detail.map { ": \($0)" } ?? ".")",
        advice: "Say the request in other words, or choose another model with --model.")
    }
    guard completion.ending != .truncated || text.contains(where: { !$0.isWhitespace }) else {
      throw ModelError(
        kind: .outputLimit,
        message: "\(model.name) used up its output limit before it wrote anything"
          + " (\(completion.detail ?? "truncated"), \(completion.usage.output) tokens).",
        advice:
          "Let it think less with --effort low, ask for less, or choose another model with --model."
      )
    }
    return (text, completion)
  }

  /// Collects an answer and what it took, also where it is given up half-way.
  private func metered<Result: Sendable>(
    _ session: inout Session, before deadline: ContinuousClock.Instant,
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let started = ContinuousClock.now
    func count() async {
      await meter.settled()
      session.modelSeconds += started.elapsedSeconds
      (session.usage, session.costUSD) = (meter.spent.usage, meter.spent.costUSD)
    }
    do {
      let result = try await before(deadline, "the model had not answered in full", operation)
      await count()
      return result
    } catch {
      await count()
      throw error
    }
  }

  private func record(
    _ completion: Completion, of model: any LanguageModel, text: String, _ request: ModelRequest,
    _ seconds: Double,
    _ exchange: inout Exchange
  ) {
    let cost = meter.cost(
      of: completion.usage, model: model.name, answering: completion.model)
    let finished = ModelFinished(
      ending: completion.ending, detail: completion.detail, model: completion.model ?? model.name,
      usage: completion.usage, costUSD: cost, seconds: seconds)
    // Of an answer without an end its beginning tells enough.
    let kept = completion.ending == .tooLong ? String(text.prefix(Self.keptOfTooLong)) : text
    exchange.turns.append(.init(request: request, reply: kept, finished: finished))
    events.emit(.replyReceived(ReplyReceived(text: kept)))
    events.emit(.modelFinished(finished))
  }

  /// The model's dispute of a test or example, where the reply holds nothing to apply.
  private static func dispute(
    in text: String, reply: ParsedReply, _ session: Session
  ) -> Dispute? {
    guard reply.edits.isEmpty, reply.errors.isEmpty else { return nil }
    return Dispute(
      in: text, examples: session.manifest?.examples.map(\.name) ?? [],
      tests: session.verdict?.tests.failures.map(\.test) ?? [])
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
