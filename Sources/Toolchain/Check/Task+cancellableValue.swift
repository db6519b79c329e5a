extension Task where Failure == any Error {
  /// The task's value; whoever is cancelled while waiting cancels the task.
  package var cancellableValue: Success {
    get async throws {
      try await withTaskCancellationHandler {
        try await value
      } onCancel: {
        cancel()
      }
    }
  }
}
