extension Task where Failure == any Error {
  /// The value of a task that only the caller waits for: a caller that is cancelled cancels the task.
  package var ownedValue: Success {
    get async throws {
      try await withTaskCancellationHandler {
        try await value
      } onCancel: {
        cancel()
      }
    }
  }

  /// The value of a task that others wait for, too: a caller that is cancelled stops waiting, the task
  /// continues.
  package var sharedValue: Success {
    get async throws {
      let (results, continuation) = AsyncStream.makeStream(of: Result<Success, any Error>.self)
      Task<Void, Never> {
        continuation.yield(await result)
        continuation.finish()
      }
      for await result in results { return try result.get() }
      throw _Concurrency.CancellationError()
    }
  }
}
