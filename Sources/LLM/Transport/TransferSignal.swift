import CCurl
import Synchronization

/// What other threads may tell a running transfer.
final class TransferSignal: Sendable {
  private struct State {
    var isCancelled = false
    var end: ContinuousClock.Instant?
    /// The address of the multi handle while it may be woken.
    var multi: UInt?
  }

  private let state = Mutex(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }
  var end: ContinuousClock.Instant? { state.withLock { $0.end } }

  func cancel() {
    state.withLock {
      $0.isCancelled = true
      Self.wake($0)
    }
  }

  /// Sets the latest end of the transfer, once.
  func expectEnd(at instant: ContinuousClock.Instant) {
    state.withLock {
      guard $0.end == nil else { return }
      $0.end = instant
      Self.wake($0)
    }
  }

  /// Lets `multi` be woken until `detach`, which must come before the handle is freed.
  func attach(_ multi: UnsafeMutableRawPointer) {
    let address = UInt(bitPattern: multi)
    state.withLock { $0.multi = address }
  }

  func detach() { state.withLock { $0.multi = nil } }

  /// Ends a poll of the transfer's thread; libcurl allows this one call from any thread.
  private static func wake(_ state: State) {
    guard let multi = state.multi.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) else { return }
    curl_multi_wakeup(multi)
  }
}
