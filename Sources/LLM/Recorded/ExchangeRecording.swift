import Foundation
import Synchronization

/// One exchange being recorded while its parts go past.
final class ExchangeRecording: Sendable {
  private let recorder: ExchangeRecorder
  private let started = ContinuousClock.now
  private let exchange: Mutex<RecordedExchange>

  /// Headers that hold no secret and mean something to a reader; all others stay out.
  private static let requestHeaders: Set = [
    "accept", "anthropic-beta", "anthropic-version", "content-type",
  ]
  private static let answerHeaders: Set = [
    "content-type", "request-id", "retry-after", "retry-after-ms", "x-request-id", "x-should-retry",
  ]

  init(_ request: HTTPRequest, recorder: ExchangeRecorder) {
    self.recorder = recorder
    recorder.began()
    exchange = Mutex(
      RecordedExchange(
        request: .init(
          method: request.method.rawValue, url: request.url.description,
          headers: request.headers.filter { Self.requestHeaders.contains($0.key.lowercased()) },
          body: RecordedBytes(recorder.mask.sameLength([request.body])[0]))))
  }

  func take(_ part: HTTPPart) {
    let ms = milliseconds
    exchange.withLock { exchange in
      switch part {
      case .head(let head):
        exchange.status = head.status
        exchange.headers = head.headers.filter { Self.answerHeaders.contains($0.key) }
          .mapValues {
            String(decoding: recorder.mask.sameLength([Array($0.utf8)])[0], as: UTF8.self)
          }
      case .body(let bytes):
        exchange.pieces.append(.init(ms: ms, bytes: RecordedBytes(bytes)))
      }
    }
  }

  /// Ends the exchange; a secret that the server echoes is masked also where pieces cut it.
  func end(_ failure: TransportFailure?) {
    let ms = milliseconds
    let whole = exchange.withLock { exchange in
      let masked = recorder.mask.sameLength(exchange.pieces.map(\.bytes.bytes))
      for index in masked.indices { exchange.pieces[index].bytes = RecordedBytes(masked[index]) }
      exchange.failure = failure.map {
        RecordedFailure(kind: $0.kind, detail: recorder.mask($0.detail))
      }
      exchange.ms = ms
      return exchange
    }
    recorder.ended(whole)
  }

  private var milliseconds: Int {
    let elapsed = started.duration(to: .now).components
    return Int(elapsed.seconds) * 1_000 + Int(elapsed.attoseconds / 1_000_000_000_000_000)
  }
}

/// Where a transfer's parts go: to the reader, and to the recording if there is one.
struct PartSink: Sendable {
  let continuation: AsyncThrowingStream<HTTPPart, any Error>.Continuation
  let recording: ExchangeRecording?

  func yield(_ part: HTTPPart) {
    recording?.take(part)
    continuation.yield(part)
  }

  func finish(_ failure: TransportFailure?) {
    recording?.end(failure)
    continuation.finish(throwing: failure)
  }
}
