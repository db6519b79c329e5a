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
  /// The size of its files.
  package var bytes: Int
}

extension Checker {
  /// What is prepared, for this toolchain and others.
  package func preparations() -> [Preparation] {
    warmStore.folders.map { Preparation(state: state(of: $0), bytes: $0.size) }
  }

  /// Removes what can no longer be used.
  ///
  /// - Returns: The bytes that were freed.
  package func removeStalePreparations() -> Int {
    var bytes = 0
    for warm in warmStore.folders where state(of: warm) != .ready {
      bytes += warm.size
      warmStore.discard(warm)
    }
    return bytes
  }

  private func state(of warm: WarmFolder) -> Preparation.State {
    if let made = warm.toolchain, made != toolchain.identity { return .stale }
    return warm.isIntact(toolchain: toolchain) ? .ready : .damaged
  }
}
