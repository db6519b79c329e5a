import Foundation
import Synchronization

/// One running request: a thread of its own that works on one libcurl handle.
///
/// The parts end after the last byte, or throw a `TransportFailure`. Ending the iteration cancels.
final class Transfer: Sendable {
  let parts: AsyncThrowingStream<HTTPPart, any Error>
  private let signal: TransferSignal

  /// Starts `request` at once.
  init(_ request: HTTPRequest, settings: TransportSettings) {
    let signal = TransferSignal()
    let (parts, continuation) = AsyncThrowingStream<HTTPPart, any Error>.makeStream()
    continuation.onTermination = { _ in signal.cancel() }
    self.parts = parts
    self.signal = signal
    let recording: ExchangeRecording?
    switch settings.line {
    case .played(let player):
      player.play(into: continuation)
      return
    case .recorded(let recorder): recording = ExchangeRecording(request, recorder: recorder)
    case .network: recording = nil
    }
    let sink = PartSink(continuation: continuation, recording: recording)
    Thread.detachNewThread {
      let worker = TransferWorker(
        request: request, settings: settings, signal: signal, sink: sink)
      sink.finish(worker.run())
    }
  }

  /// Closes the connection; the thread wakes for it even while the server is silent.
  func cancel() { signal.cancel() }

  /// Says that nothing important is to come: the transfer ends well after `time` at the latest.
  func expectEnd(within time: Duration) { signal.expectEnd(at: .now + time) }
}
