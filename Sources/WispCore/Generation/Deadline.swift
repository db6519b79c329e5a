/// The session's time was used up while something was under way.
struct DeadlineReached: Error, Equatable {
  /// What was still under way.
  var message: String
}

extension Generation {
  /// Runs `operation`, cancelled and given up when `deadline` comes first or the user stops the session.
  func before<Result: Sendable>(
    _ deadline: ContinuousClock.Instant, _ unfinished: String,
    endedBy control: SessionControl? = nil,
    _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask(operation: operation)
      group.addTask {
        try await Task.sleep(until: deadline, clock: .continuous)
        throw DeadlineReached(message: unfinished)
      }
      if let control {
        group.addTask {
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
