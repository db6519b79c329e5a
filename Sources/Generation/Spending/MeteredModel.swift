import Catalog
import Events
import Foundation
import LLM

/// A model whose calls are reserved in the ledger, counted while they stream, and settled at their end.
struct MeteredModel: LanguageModel {
  let base: any LanguageModel
  let meter: Meter

  var name: String { base.name }

  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        do {
          try await run(request) { continuation.yield($0) }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
      meter.began(task)
    }
  }

  private func run(_ request: ModelRequest, emit: @escaping @Sendable (ModelEvent) -> Void)
    async throws
  {
    let estimate = meter.estimate(request, model: name)
    let call = try await reserve(estimate, emit: emit)
    var request = request
    // The server keeps to it, thinking included; a cut answer is continued as long as the limit allows.
    if !meter.rules.isEmpty { request.maxOutputTokens = call.outputTokens }
    let count = StreamCount(estimate: estimate, started: .now)
    do {
      let ending = try await stream(request, call, count, emit: emit)
      try settle(call, count, ending)
      if let ending { emit(.finished(ending)) }
    } catch let failure as CatalogError {
      throw failure
    } catch {
      try meter.settle(call, as: count.entry(failedBy: error, meter))
      throw error
    }
  }

  /// Waits while the rest of a limit is reserved by calls under way.
  private func reserve(_ call: CallEstimate, emit: (ModelEvent) -> Void) async throws -> OpenCall {
    var wait = 0.2
    while true {
      switch try meter.ledger.reserve(call, limits: meter.rules.map(\.limit)) {
      case .granted(let open): return open
      case .exhausted(let limit, let spent): throw meter.refusal(limit, spent: spent, call)
      case .busy(let limit):
        let seconds = wait * .random(in: 0.75...1.25)
        emit(
          .retrying(
            reason: "the rest of \(meter.name(of: limit)) is reserved by calls that are under way",
            seconds: seconds))
        try await Task.sleep(for: .seconds(seconds))
        wait = min(wait * 1.5, 3)
      }
    }
  }

  /// Passes events on until the answer ends or is stopped; nil where the reader went away.
  private func stream(
    _ request: ModelRequest, _ call: OpenCall, _ count: StreamCount,
    emit: @escaping @Sendable (ModelEvent) -> Void
  ) async throws -> Completion? {
    try await withThrowingTaskGroup(of: Completion?.self) { group in
      group.addTask {
        for try await event in base.respond(to: request) {
          if case .finished(let completion) = event { return completion }
          emit(event)
          let tokens = count.take(event)
          if !meter.rules.isEmpty, tokens > call.outputTokens {
            return count.stopped("the budget leaves \(call.outputTokens) tokens for this answer")
          }
          if let noted = count.due() { try note(call, noted, count) }
        }
        try Task.checkCancellation()
        return nil
      }
      if call.seconds < meter.longestCall {
        group.addTask {
          try await Task.sleep(for: .seconds(call.seconds))
          return count.stopped("the budget leaves \(Int(call.seconds)) seconds for this answer")
        }
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  private func note(_ call: OpenCall, _ tokens: Int, _ count: StreamCount) throws {
    let usage = Usage(input: count.estimate.inputTokens, cached: 0, output: tokens)
    try meter.ledger.note(
      call, outputTokens: tokens, costUSD: meter.cost(of: usage, model: name),
      seconds: count.seconds)
  }

  private func settle(_ call: OpenCall, _ count: StreamCount, _ ending: Completion?) throws {
    guard let ending else {
      throw ModelError(
        kind: .protocolError, message: "The answer of \(name) ended without a sign of its end.",
        advice: "Run `wisp resume` to try again.")
    }
    try meter.settle(call, as: count.entry(endedBy: ending, meter))
  }
}
