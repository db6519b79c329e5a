import Foundation
import Synchronization

/// A model behind an HTTP API: one wire format, one address, one key.
final class HTTPModel: LanguageModel {
  /// Waits for so many seconds.
  typealias Pause = @Sendable (Double) async throws -> Void

  let name: String
  private let wire: any WireFormat
  private let endpoint: Endpoint
  private let settings: TransportSettings
  private let policy: RetryPolicy
  private let pause: Pause
  /// What was found out about this server and model.
  private let dialect: Mutex<ChatDialect>

  init(
    name: String, wire: any WireFormat, endpoint: Endpoint, settings: TransportSettings,
    policy: RetryPolicy = RetryPolicy(),
    pause: @escaping Pause = { try await Task.sleep(for: .seconds($0)) }
  ) {
    self.name = name
    self.wire = wire
    self.endpoint = endpoint
    self.settings = settings
    self.policy = policy
    self.pause = pause
    let isOpenAI = endpoint.address.host == "api.openai.com"
    dialect = Mutex(ChatDialect(limitField: isOpenAI ? .maxCompletionTokens : .maxTokens))
  }

  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        do {
          try await self.run(request) { continuation.yield($0) }
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
    var attempt = 1
    while true {
      var shown = false
      let failure: ExchangeFailure
      let used = dialect.withLock { $0 }
      do {
        let completion = try await exchange(request, dialect: used) {
          shown = true
          emit($0)
        }
        return emit(.finished(completion))
      } catch let caught as ExchangeFailure {
        failure = caught
      }
      try Task.checkCancellation()
      if shown { throw report.error(failure, partial: true) }
      // The server refused a field, at no cost: once more in the other dialect.
      if let repaired = used.repaired(after: failure) {
        dialect.withLock { $0 = repaired }
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
    _ request: ModelRequest, dialect: ChatDialect, emit: (ModelEvent) -> Void
  ) async throws -> Completion {
    let options = WireOptions(
      model: endpoint.model, key: endpoint.key?.value,
      knownOutputLimit: PriceTable.current.entry(for: endpoint.model)?.maxOutputTokens,
      dialect: dialect)
    let encoded = try wire.encode(request, options: options)
    guard let url = endpoint.address.appending(encoded.path) else {
      throw ExchangeFailure.malformed(endpoint.address.description)
    }
    let transfer = Transfer(
      HTTPRequest(method: .post, url: url, headers: encoded.headers, body: encoded.body),
      settings: settings)
    defer { transfer.cancel() }
    var reader = AnswerReader(wire: wire, promptLength: encoded.body.count)
    do {
      for try await part in transfer.parts {
        try reader.take(part, emit: emit)
        switch reader.answer.phase {
        case .open: break
        // Some servers keep the connection open after the last word.
        case .settled: transfer.expectEnd(within: .seconds(2))
        case .done: return reader.completion(outputLimit: encoded.outputLimit)
        }
      }
    } catch let failure as TransportFailure {
      try Task.checkCancellation()
      if let completion = try reader.completion(brokenBy: failure) { return completion }
      throw ExchangeFailure.transport(failure)
    } catch ExchangeFailure.malformed(let quote) {
      if let completion = reader.completion(brokenBy: quote) { return completion }
      throw ExchangeFailure.malformed(quote)
    }
    try Task.checkCancellation()
    try reader.end(emit: emit)
    return reader.completion(outputLimit: encoded.outputLimit)
  }
}

extension ChatDialect {
  /// The dialect to try after a server refused one of the two fields; nil where it is not that.
  func repaired(after failure: ExchangeFailure) -> ChatDialect? {
    guard case .problem(let problem, _) = failure, [400, 422].contains(problem.status) else {
      return nil
    }
    var other = self
    let text = problem.message
    if asksForUsage, text.contains("stream_options") || text.contains("include_usage") {
      other.asksForUsage = false
      return other
    }
    guard !hasSwapped, text.contains("max_tokens") || text.contains("max_completion_tokens") else {
      return nil
    }
    other.limitField = limitField == .maxTokens ? .maxCompletionTokens : .maxTokens
    other.hasSwapped = true
    return other
  }
}
