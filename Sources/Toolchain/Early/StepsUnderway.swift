import Synchronization

/// The steps of one folder's builds that are on their way: a later build waits for one of them
/// instead of beginning it again.
final class StepsUnderway: Sendable {
  typealias Product = DirectFolder.Product

  private let tasks = Mutex<[Product: Task<DirectBuild.Ending, any Error>]>([:])

  /// What the work comes to, or the same work begun earlier.
  ///
  /// It goes on where whoever waits for it is cancelled; only `cancel` ends it.
  func join(
    _ product: Product, _ work: @escaping @Sendable () async throws -> DirectBuild.Ending
  ) async throws -> DirectBuild.Ending {
    while true {
      let task = tasks.withLock { tasks in
        if let task = tasks[product] { return task }
        let task = Task {
          defer { _ = self.tasks.withLock { $0.removeValue(forKey: product) } }
          return try await work()
        }
        tasks[product] = task
        return task
      }
      do {
        return try await task.value
      } catch is CancellationError {
        // It was of no use to anybody when it was cancelled; now it is.
        try Task.checkCancellation()
      }
    }
  }

  /// Cancels the steps that make these products.
  func cancel(where isUseless: (Product) -> Bool) {
    for (product, task) in tasks.withLock({ $0 }) where isUseless(product) { task.cancel() }
  }

  /// Returns once nothing is on its way any more.
  func wait() async {
    for task in tasks.withLock({ Array($0.values) }) { _ = await task.result }
  }
}
