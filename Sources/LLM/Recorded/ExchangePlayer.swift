import Synchronization

/// Answers requests from recorded exchanges, in order; nothing leaves the machine.
package final class ExchangePlayer: Sendable, Equatable {
  private let exchanges = Mutex<[RecordedExchange]>([])

  package init() {}

  package static func == (a: ExchangePlayer, b: ExchangePlayer) -> Bool { a === b }

  /// Takes the exchanges of the next call in place of what is left of the one before.
  package func load(_ exchanges: [RecordedExchange]) {
    // Answered in order, so the last one is first.
    self.exchanges.withLock { $0 = exchanges.reversed() }
  }

  /// Plays the next exchange; waits that the server asked for are not repeated.
  func play(into continuation: AsyncThrowingStream<HTTPPart, any Error>.Continuation) {
    guard let exchange = exchanges.withLock({ $0.popLast() }) else {
      let failure = TransportFailure(
        kind: .other(code: 0), detail: "the recording has no further answer for this call")
      return continuation.finish(throwing: failure)
    }
    if let status = exchange.status {
      let headers = exchange.headers.merging(
        ["retry-after": "0"], uniquingKeysWith: { _, none in none }
      ).filter { $0.key != "retry-after-ms" }
      continuation.yield(.head(HTTPHead(status: status, headers: headers)))
    }
    for piece in exchange.pieces { continuation.yield(.body(piece.bytes.bytes)) }
    guard let failure = exchange.failure else { return continuation.finish() }
    // Who cancelled then does not cancel now: for this reader the answer was cut.
    let kind = failure.kind == .cancelled ? .cut : failure.kind
    continuation.finish(throwing: TransportFailure(kind: kind, detail: failure.detail))
  }
}
