import Foundation
import Synchronization

/// A model behind an HTTP API: one wire format, one address, one key.
final class HTTPModel: LanguageModel {
  /// Waits for so many seconds.
  typealias Pause = @Sendable (Double) async throws -> Void
  /// Asks the server what it knows about the model.
  typealias Describe = @Sendable () async -> ModelFacts?

  let name: String
  private let wire: any WireFormat
  private let effort: Effort?
  private let endpoint: Endpoint
  private let settings: TransportSettings
  private let describe: Describe?
  private let policy: RetryPolicy
  private let pause: Pause
  /// What was found out about this server and model.
  private let dialect: Mutex<Dialect>
  private let facts = Mutex<ModelFacts?>(nil)

  init(
    name: String, wire: any WireFormat, endpoint: Endpoint, settings: TransportSettings,
    effort: Effort? = nil, describe: Describe? = nil, policy: RetryPolicy = RetryPolicy(),
    pause: @escaping Pause = { try await Task.sleep(for: .seconds($0)) }
  ) {
    self.name = name
    self.wire = wire
    self.effort = effort
    self.describe = describe
    self.endpoint = endpoint
    self.settings = settings
    self.policy = policy
    self.pause = pause
    dialect = Mutex(Dialect(limitField: endpoint.server.limitField))
  }

  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        do {
          try await self.run(request) { continuation.yield($0) }
          continuation.finish()
        } catch is CancellationError {
          // Whoever reads has stopped reading; a cancelled stream ends, it does not fail.
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// Sends `request` until an answer comes or there is no point in sending it again.
  private func run(_ request: ModelRequest, emit: (ModelEvent) -> Void) async throws {
    let report = FailureReport(endpoint: endpoint, settings: settings)
    if let describe, facts.withLock({ $0 == nil }), let told = await describe() {
      facts.withLock { $0 = told }
    }
    var attempt = 1
    while true {
      var shown = false
      let failure: ExchangeFailure
      let used = dialect.withLock { $0 }
      do {
        let completion = try await exchange(request, dialect: used, report: report) {
          shown = true
          emit($0)
        }
        return emit(.finished(completion))
      } catch let caught as ExchangeFailure {
        failure = caught
      }
      try Task.checkCancellation()
      if case .promptCut = failure { throw report.error(failure, attempts: attempt) }
      if shown { throw report.error(failure, partial: true) }
      // The server refused a field, at no cost: once more in the other dialect.
      if case .problem(let problem, _) = failure,
        let repaired = used.repaired(
          after: problem, effort: effort, canUseChat: wire is OpenAIResponses)
      {
        dialect.withLock { $0 = repaired.dialect }
        if let notice = repaired.notice { emit(.retrying(reason: notice, seconds: 0)) }
        continue
      }
      switch policy.decide(after: failure, attempt: attempt, jitter: .random(in: 0...1)) {
      case .no: throw report.error(failure, attempts: attempt)
      case .tooLong(let seconds): throw report.error(failure, attempts: attempt, wait: seconds)
      case .again(let seconds):
        emit(.retrying(reason: report.error(failure).message, seconds: seconds))
        try await pause(seconds)
        attempt += 1
      }
    }
  }

  /// One request and its answer.
  private func exchange(
    _ request: ModelRequest, dialect: Dialect, report: FailureReport,
    emit: (ModelEvent) -> Void
  ) async throws -> Completion {
    let wire: any WireFormat = dialect.usesChat ? OpenAIChat() : wire
    let options = WireOptions(
      model: endpoint.model, key: endpoint.key?.value,
      knownOutputLimit: PriceTable.current.entry(for: endpoint.model)?.maxOutputTokens,
      knownContext: facts.withLock { $0?.contextTokens }, effort: effort, server: endpoint.server,
      dialect: dialect)
    let encoded = try wire.encode(request, options: options)
    guard let url = endpoint.address.appending(encoded.path) else {
      throw ExchangeFailure.malformed(endpoint.address.description)
    }
    let transfer = Transfer(
      HTTPRequest(
        method: .post, url: url, headers: encoded.headers, body: encoded.body,
        onlyHTTP1: dialect.onlyHTTP1),
      settings: settings)
    defer { transfer.cancel() }
    var reader = AnswerReader(wire: wire, promptLength: encoded.body.count)
    do {
      for try await part in transfer.parts {
        try reader.take(part, emit: emit)
        if let completion = reader.tooLong { return completion }
        switch reader.answer.phase {
        case .open: break
        // Some servers keep the connection open after the last word.
        case .settled: transfer.expectEnd(within: .seconds(2))
        case .done: return try checked(reader, request, encoded, wire)
        }
      }
    } catch let failure as TransportFailure {
      try Task.checkCancellation()
      if failure.isHTTP2 { self.dialect.withLock { $0.onlyHTTP1 = true } }
      if let completion = try reader.completion(brokenBy: failure) { return completion }
      throw ExchangeFailure.transport(failure)
    } catch ExchangeFailure.transport(let failure) {
      if let completion = try reader.completion(brokenBy: failure) { return completion }
      throw ExchangeFailure.transport(failure)
    } catch ExchangeFailure.malformed(let quote) {
      let detail = "the answer went on with what its API does not allow: “\(quote)”"
      if let completion = reader.completion(cutBy: detail) { return completion }
      throw ExchangeFailure.malformed(quote)
    } catch ExchangeFailure.problem(let problem, let headers) {
      // What came is kept and may be gone on from; only an error that lasts makes that pointless.
      if problem.isTransient,
        let completion = reader.completion(
          cutBy: "the server reported an error: “\(report.quoted(problem.message))”")
      {
        return completion
      }
      throw ExchangeFailure.problem(problem, headers: headers)
    }
    try Task.checkCancellation()
    try reader.end(emit: emit)
    return try checked(reader, request, encoded, wire)
  }

  /// The completion of an answer that came whole.
  ///
  /// - Throws: `ExchangeFailure.promptCut` if the server read far less than was sent.
  private func checked(
    _ reader: AnswerReader, _ request: ModelRequest, _ sent: WireRequest, _ wire: any WireFormat
  ) throws -> Completion {
    let length = request.system.utf8.count + request.messages.reduce(0) { $0 + $1.text.utf8.count }
    if wire.mayCutPrompts, let read = reader.answer.tokens.input,
      read * Self.mostBytesPerToken < length
    {
      throw ExchangeFailure.promptCut(read: read, about: length / 4)
    }
    return reader.completion(outputLimit: sent.outputLimit)
  }

  /// More bytes of text than this make more than one token on the average, whatever they say.
  private static let mostBytesPerToken = 8
}
