import Events

/// The time of a session: how much of it is used up, and what ends a step before its own end.
struct SessionClock: Sendable {
  private let start = ContinuousClock.now
  /// Seconds that the session may work.
  let limit: Double
  let control: SessionControl

  init(limit: Double, control: SessionControl) {
    self.limit = limit
    self.control = control
  }

  /// Seconds that the session has worked; pauses do not count.
  var elapsed: Double { start.elapsedSeconds - control.paused / .seconds(1) }
  /// Seconds since the session began, pauses included.
  var total: Double { start.elapsedSeconds }
  /// Seconds that are left.
  var left: Double { ContinuousClock.now.duration(to: deadline) / .seconds(1) }

  private var deadline: ContinuousClock.Instant { start + .seconds(limit) + control.paused }

  /// Comes back when the next step may begin.
  ///
  /// - Throws: `CancellationError` if there is to be none.
  func step() async throws { try await control.step() }

  /// Runs `operation`, cancelled and given up when the time is used up, or when the user stops the session if
  /// `endsAtStop`.
  ///
  /// - Throws: `DeadlineReached` with what was `unfinished`, `CancellationError` after a stop, or what `operation` throws.
  func before<Result: Sendable>(
    _ unfinished: String, endsAtStop: Bool = false,
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask(operation: operation)
      group.addTask { [deadline, limit] in
        try await Task.sleep(until: deadline, clock: .continuous)
        throw DeadlineReached(limit: limit, unfinished: unfinished)
      }
      if endsAtStop {
        group.addTask { [control] in
          await control.stopped()
          throw CancellationError()
        }
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
  }
}

/// The session's time was used up while something was under way.
struct DeadlineReached: Error, Equatable {
  /// Seconds that the session had.
  var limit: Double
  /// What was still under way.
  var unfinished: String
}
