/// A warm folder, as it is shown to the user.
package struct Preparation: Sendable, Equatable {
  package enum State: String, Sendable {
    case ready
    /// Made with another compiler.
    case stale
    /// Changed since it was made, or never finished; the next check makes it anew.
    case damaged
  }

  package var state: State
  /// The size of its files, those left out that a folder before it holds as well.
  package var bytes: Int
}

extension Checker {
  /// What is prepared, for this toolchain and others.
  package func preparations() -> [Preparation] {
    var counted: Set<UInt64> = []
    return warmStore.folders.map {
      Preparation(state: state(of: $0), bytes: $0.size(besides: &counted))
    }
  }

  /// Removes what can no longer be used.
  ///
  /// - Returns: The bytes that were freed.
  package func removeStalePreparations(onlyCounts: Bool = false) -> Int {
    var bytes = 0
    var kept: Set<UInt64> = []
    for warm in warmStore.folders where state(of: warm) == .ready {
      _ = warm.size(besides: &kept)
    }
    for warm in warmStore.folders where state(of: warm) != .ready {
      bytes += warm.size(besides: &kept)
      if !onlyCounts { warmStore.discard(warm) }
    }
    return bytes
  }

  /// Prepares what apps with one more dependency than the starters' need.
  ///
  /// - Throws: `ToolchainError` if that fails.
  package func prepare(
    dependency: String, report: @escaping @Sendable (WarmEvent) -> Void = { _ in }
  ) async throws {
    _ = try await warmStore.prepared(for: [dependency], report: report)
  }

  private func state(of warm: WarmFolder) -> Preparation.State {
    if let made = warm.toolchain, made != toolchain.identity { return .stale }
    return warm.isIntact(toolchain: toolchain) ? .ready : .damaged
  }
}
