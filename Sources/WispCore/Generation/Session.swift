package import LLM
package import Toolchain
package import Workspace

/// The state of one session: a value that the loop carries from step to step.
package struct Session: Sendable {
  package var request: Request
  package var tree: FileTree
  /// The accepted contract, nil until the model's first manifest was accepted.
  package var manifest: AppManifest?
  /// Whether a contract was accepted that only the user may change.
  package var isFrozen: Bool
  /// The contract that holds for the user: accepted in an earlier session, or agreed to in this one; nil in a
  /// session that begins without one.
  package var agreed: AppManifest?
  /// Accepted examples that a change wanted to drop or alter and that were put back, by name.
  package var kept: [String] = []
  /// Tests that came with such a change: they may contradict what was put back, so they may be written anew.
  package var contestedTests: Set<SafePath> = []
  /// What the newest reply changed of the contract, for its commit.
  package var contractLines: [String] = []
  /// Tests that compiled once: their bytes may not change any more.
  package var acceptedTests: Set<SafePath>
  /// Those of them that show nothing or are contested, so that they may be written anew.
  package var openTests: Set<SafePath> = []
  package var verdict: Verdict?
  /// Fingerprints of the verdicts of this session, oldest first.
  package var fingerprints: [String] = []
  /// What was tried and how it ended.
  package var progress = Progress()
  /// Whether the model for one more try is asked.
  package var isLastTry = false
  /// Whether the user has agreed to the contract before any code was asked for.
  package var isReviewed = false
  /// Files that the newest reply changed.
  package var changed: [String] = []
  /// Files of which a block did not match in this session: they are asked for whole.
  package var wholeFiles: Set<SafePath> = []
  /// The number of the newest commit.
  package var iteration: Int
  /// Replies that were applied and checked in this session.
  package var rounds = 0
  /// Whether the model was told that its app answers every input alike.
  package var wasToldOfConstancy = false
  /// What the model said last instead of sending files; nil after a reply that held one.
  package var said: String?
  /// Replies in a row that could not be applied.
  package var rejections = 0
  package var usage = Usage.zero
  /// Dollars spent; nil as soon as one call has no known price.
  package var costUSD: Double? = 0
  package var modelSeconds = 0.0
  package var checkSeconds = 0.0

  package init(
    request: Request, tree: FileTree, manifest: AppManifest? = nil, isFrozen: Bool = false,
    acceptedTests: Set<SafePath> = [], verdict: Verdict? = nil, iteration: Int
  ) {
    self.request = request
    self.tree = tree
    self.manifest = manifest
    self.isFrozen = isFrozen
    agreed = isFrozen ? manifest : nil
    self.acceptedTests = acceptedTests
    self.verdict = verdict
    self.iteration = iteration
  }

  /// Whether the harness may say "verified" of the tree as it is.
  package var isVerified: Bool { verdict?.outcome == .passed && isFrozen }
}
