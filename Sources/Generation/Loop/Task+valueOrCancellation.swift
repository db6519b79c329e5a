extension Task where Failure == any Error {
  /// The task's value; whoever is cancelled stops waiting, and the task goes on for others.
  var valueOrCancellation: Success {
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
