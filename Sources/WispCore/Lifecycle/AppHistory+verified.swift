package import History

extension AppHistory {
  /// A version that is verified, and how far back it lies.
  package struct VerifiedVersion: Sendable, Equatable {
    /// The number of the iteration.
    package var number: Int
    /// How often `undo` leads to it; 0 for the current version.
    package var steps: Int
  }

  /// The newest verified version up to the current one; nil if there is none.
  package func newestVerified() throws -> VerifiedVersion? {
    for (steps, entry) in try log().enumerated() {
      guard let note = try note(of: entry.id, namespace: .seal), let seal = Seal(text: note),
        try treeID(at: entry.id) == seal.tree
      else { continue }
      return VerifiedVersion(number: entry.number ?? 0, steps: steps)
    }
    return nil
  }
}
