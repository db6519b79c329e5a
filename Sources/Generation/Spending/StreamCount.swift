import Catalog
import Events
import Foundation
import LLM
import Synchronization

/// Counts an answer while it streams, and says what its call took in the end.
final class StreamCount: Sendable {
  let estimate: CallEstimate
  private let started: ContinuousClock.Instant
  private let state = Mutex(State())
  /// Tokens after which it is worth a write to the ledger how far the call has come.
  private static let step = 1_000

  private struct State {
    var bytes = 0
    var reasoningBytes = 0
    var noted = 0
    /// Whether the budget, and not the model or the server, ended the answer.
    var isStopped = false
  }

  init(estimate: CallEstimate, started: ContinuousClock.Instant) {
    self.estimate = estimate
    self.started = started
  }

  var seconds: Double { started.elapsedSeconds }

  /// Counts one event; returns the tokens so far, at four bytes each.
  func take(_ event: ModelEvent) -> Int {
    state.withLock { state in
      switch event {
      case .text(let text): state.bytes += text.utf8.count
      case .reasoning(let text):
        state.bytes += text.utf8.count
        state.reasoningBytes += text.utf8.count
      case .retrying, .finished: break
      }
      return Self.tokens(state.bytes)
    }
  }

  /// The tokens so far, where there are many more than were noted last.
  func due() -> Int? {
    state.withLock { state in
      let tokens = Self.tokens(state.bytes)
      guard tokens >= state.noted + Self.step else { return nil }
      state.noted = tokens
      return tokens
    }
  }

  /// The end of an answer that the budget stops here.
  func stopped(_ detail: String) -> Completion {
    state.withLock { $0.isStopped = true }
    return Completion(ending: .truncated, model: nil, usage: counted, detail: detail)
  }

  /// What was counted: the input by its size, the output by what came.
  private var counted: Usage {
    state.withLock { state in
      Usage(
        input: estimate.inputTokens, cached: 0, output: Self.tokens(state.bytes),
        reasoning: Self.tokens(state.reasoningBytes), estimated: true)
    }
  }

  private static func tokens(_ bytes: Int) -> Int { (bytes + 3) / 4 }

  // MARK: The row of the ledger

  func entry(endedBy ending: Completion, _ meter: Meter) -> LedgerEntry {
    let isStopped = state.withLock { $0.isStopped }
    return entry(
      ending.usage, answering: ending.model,
      outcome: isStopped ? "stopped" : ending.ending.rawValue, meter)
  }

  /// The row of a call that gave no whole answer, with what is known of it.
  func entry(failedBy error: any Error, _ meter: Meter) -> LedgerEntry {
    if error is CancellationError {
      return entry(counted, answering: nil, outcome: "interrupted", meter)
    }
    let usage = (error as? ModelError).map { !$0.kind.isBilled } ?? false ? Usage.zero : counted
    return entry(usage, answering: nil, outcome: "failed", meter)
  }

  private func entry(
    _ usage: Usage, answering: String?, outcome: String, _ meter: Meter
  ) -> LedgerEntry {
    LedgerEntry(
      app: estimate.app, at: Date(), model: estimate.model, purpose: estimate.purpose,
      inputTokens: usage.input, cachedTokens: usage.cached, cacheWriteTokens: usage.cacheWrites,
      outputTokens: usage.output, reasoningTokens: usage.reasoning, estimated: usage.estimated,
      costUSD: meter.cost(of: usage, model: estimate.model, answering: answering),
      seconds: seconds, outcome: outcome)
  }
}

extension ModelError.Kind {
  /// Whether the input may have been charged although no answer came.
  var isBilled: Bool {
    switch self {
    case .noKey, .badKey, .noCredit, .rateLimit, .overloaded, .contextTooLong, .unknownModel,
      .unreachable, .cannot:
      false
    default: true
    }
  }
}
