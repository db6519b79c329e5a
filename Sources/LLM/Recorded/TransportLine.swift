import Synchronization

/// What requests go over: the network, with somebody listening or not, or a recording.
package enum TransportLine: Sendable, Equatable {
  case network
  /// The network; each exchange is handed on once it is over.
  case recorded(ExchangeRecorder)
  /// No network: the answers of recorded exchanges, in their order.
  case played(ExchangePlayer)
}

/// Takes each exchange once it is over.
package final class ExchangeRecorder: Sendable, Equatable {
  let mask: SecretMask
  private let record: @Sendable (RecordedExchange) -> Void
  private let state = Mutex(State())

  private struct State {
    /// Exchanges that have begun and are not over.
    var open = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// - Parameters:
  ///   - mask: What must not be recorded wherever it shows up.
  ///   - record: Called on the transfer's thread.
  package init(mask: SecretMask, record: @escaping @Sendable (RecordedExchange) -> Void) {
    self.mask = mask
    self.record = record
  }

  package static func == (a: ExchangeRecorder, b: ExchangeRecorder) -> Bool { a === b }

  func began() { state.withLock { $0.open += 1 } }

  func ended(_ exchange: RecordedExchange) {
    record(exchange)
    let waiting = state.withLock { state in
      state.open -= 1
      guard state.open == 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns once no exchange is under way; one that nobody reads any more ends at once.
  package func settled() async {
    await withCheckedContinuation { continuation in
      let isSettled = state.withLock { state in
        if state.open > 0 { state.waiting.append(continuation) }
        return state.open == 0
      }
      if isSettled { continuation.resume() }
    }
  }
}
