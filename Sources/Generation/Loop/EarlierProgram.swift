import Synchronization
import Toolchain

/// The program of the version that a session changes: it is made while the model writes.
final class EarlierProgram: Sendable {
  private typealias Making = Task<TreeProgram?, any Error>

  private let making = Mutex<Making?>(nil)

  /// Begins to make it, once.
  func begin(_ work: @escaping @Sendable () async throws -> TreeProgram?) {
    making.withLock { making in
      if making == nil { making = Task { try await work() } }
    }
  }

  /// The program; nil if none was begun, or the one that was begun could not be made.
  func program() async throws -> TreeProgram? {
    try await making.withLock(\.self)?.ownedValue
  }

  /// Ends what is on its way; returns once nothing of it is left.
  func end() async {
    let making = making.withLock { making in
      defer { making = nil }
      return making
    }
    making?.cancel()
    _ = await making?.result
  }
}
