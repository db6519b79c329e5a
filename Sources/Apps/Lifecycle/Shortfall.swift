package import Events
import Foundation
import History

/// Why an app is not verified: how its last session ended, and what its newest check found.
package struct Shortfall: Sendable, Equatable {
  /// The end of the newest session; nil if it was cut off or none is on record.
  package var stopped: SessionFinished?
  /// The verdict on the newest iteration; nil if none is on record.
  package var verdict: Verdict?

  package var isEmpty: Bool { stopped == nil && verdict == nil }
}

extension AppStore.Found {
  /// Why the app is not verified; empty for one that is.
  ///
  /// - Throws: `GitError` if the history cannot be read.
  package func shortfall() throws -> Shortfall {
    guard try !history.isSealed() else { return Shortfall() }
    let finished = Journal(path: directory.journal).newestEnd()
    return Shortfall(
      stopped: finished?.verified == true ? nil : finished,
      verdict: try history.head().flatMap { try history.failedCheck(of: $0) })
  }
}

extension AppHistory {
  /// What the check of a commit found; nil if it passed, or nothing is on record.
  package func failedCheck(of commit: String) throws -> Verdict? {
    try note(of: commit, namespace: .check).flatMap {
      try? JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
    }
  }
}
