package import History

extension AppHistory {
  /// A version that is verified, and how far back it lies.
  package struct VerifiedVersion: Sendable, Equatable {
    package var commit: String
    /// The number of the iteration.
    package var number: Int
    /// How often `undo` leads to it; 0 for the current version.
    package var steps: Int
  }

  /// The newest verified version up to the current one; nil if there is none.
  package func newestVerified() throws -> VerifiedVersion? {
    let entries = try log()
    guard let steps = try entries.firstIndex(where: { try isSealed(at: $0.id) }) else { return nil }
    return VerifiedVersion(
      commit: entries[steps].id, number: entries[steps].number ?? 0, steps: steps)
  }

  /// Whether the newest commit carries a seal for exactly its tree.
  package func isSealed() throws -> Bool { try head().map(isSealed) ?? false }

  private func isSealed(at commit: String) throws -> Bool {
    guard let note = try note(of: commit, namespace: .seal), let seal = Seal(text: note) else {
      return false
    }
    return try treeID(at: commit) == seal.tree
  }
}
