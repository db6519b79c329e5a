import Synchronization

/// What a user wants of a running session: to go on, to pause before its next step, or to stop.
///
/// Steps are: asking the model, and checking what it answered. An answer that is on its way is taken to its
/// end, as it is paid for; a check is ended.
package final class SessionControl: Sendable {
  package enum Status: Sendable, Equatable {
    case running
    /// A step is still under way.
    case pausing
    case paused
    case stopping
  }

  private struct State {
    var wantsPause = false
    var wantsStop = false
    var pausedSince: ContinuousClock.Instant?
    var paused = Duration.zero
    /// Who waits for a change, by number.
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextNumber = 0
  }

  private let state = Mutex(State())

  package init() {}

  package var status: Status {
    state.withLock { state in
      if state.wantsStop { return .stopping }
      if state.pausedSince != nil { return .paused }
      return state.wantsPause ? .pausing : .running
    }
  }

  /// Whether the session was asked to stop.
  package var isStopping: Bool { state.withLock { $0.wantsStop } }

  /// How long the session has stood still; it counts for no limit.
  package var paused: Duration {
    state.withLock { $0.paused + ($0.pausedSince?.duration(to: .now) ?? .zero) }
  }

  /// Pauses before the next step, or goes on.
  package func togglePause() { change { $0.wantsPause.toggle() } }

  /// Begins no further step.
  package func stop() { change { $0.wantsStop = true } }

  /// Comes back when the next step may begin.
  ///
  /// - Throws: `CancellationError` where there is to be none.
  func step() async throws {
    while true {
      try Task.checkCancellation()
      let mayGoOn = state.withLock { state in
        let isHeld = state.wantsPause && !state.wantsStop
        if isHeld, state.pausedSince == nil { state.pausedSince = .now }
        if !isHeld, let since = state.pausedSince {
          state.paused += since.duration(to: .now)
          state.pausedSince = nil
        }
        return !isHeld
      }
      if mayGoOn { break }
      await wait { $0.wantsStop || !$0.wantsPause }
    }
    if isStopping { throw CancellationError() }
  }

  /// Comes back when the session is to stop, or the task is cancelled.
  func stopped() async {
    while !isStopping, !Task.isCancelled { await wait { $0.wantsStop } }
  }

  private func change(_ body: (inout State) -> Void) {
    let waiting = state.withLock { state in
      body(&state)
      defer { state.waiting = [:] }
      return state.waiting.values.map { $0 }
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Comes back after the next change, at once where it came about already, or when the task is cancelled.
  private func wait(for isMet: @Sendable (borrowing State) -> Bool) async {
    let number = state.withLock { state in
      defer { state.nextNumber += 1 }
      return state.nextNumber
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if isMet(state) || Task.isCancelled { return true }
          state.waiting[number] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
    }
  }
}
