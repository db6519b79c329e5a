package import Events
package import Workspace

/// The state of one session, by subject: a value that the loop carries from step to step.
package struct Session: Sendable {
  package var request: Request
  package var work: Work
  package var talk = Talk()
  package var spent = Spent()
  /// What was tried and how it ended.
  package var progress = Progress()
  /// What the session's change changed of the results; nil if that was not found out.
  package var compared: BehaviourCompared?
  /// The number of the newest commit.
  package var iteration: Int

  package init(
    request: Request, tree: FileTree, manifest: AppManifest? = nil, isFrozen: Bool = false,
    acceptedTests: Set<SafePath> = [], verdict: Verdict? = nil, iteration: Int
  ) {
    self.request = request
    work = Work(
      tree: tree, manifest: manifest, isFrozen: isFrozen, acceptedTests: acceptedTests,
      verdict: verdict)
    talk.agreed = isFrozen ? manifest : nil
    self.iteration = iteration
  }

  /// Whether the harness may say "verified" of the tree as it is.
  package var isVerified: Bool { work.verdict?.outcome == .passed && work.isFrozen }

  /// Why the app's results may vary: its description, the change or its accepted contract says so.
  package var mayVary: Set<Variation> {
    request.mayVary.union(talk.agreed?.varies ?? [])
  }

  /// Takes what a check of the tree came to, and what follows for the contract.
  ///
  /// The manifest is frozen once at least one of its examples says something that the starter does not. Output that never
  /// changes opens it once more: its examples may then be replaced by stronger ones. So does output that is another one
  /// in every run if the description asks for that: the manifest may then say so.
  package mutating func take(_ verdict: Verdict) {
    work.verdict = verdict
    if verdict.passed(.compile) {
      work.acceptedTests = Contract.tests(of: work.tree)
      let weak = Set(verdict.weakTests.compactMap { try? SafePath($0) })
      work.openTests = weak.union(talk.contestedTests)
    }
    if let vacuous = verdict.proof?.vacuous, let examples = work.manifest?.examples,
      vacuous.count < examples.count
    {
      work.isFrozen = true
    }
    if verdict.proof?.isConstancyHeld == true {
      talk.wasToldOfConstancy = true
      work.isFrozen = false
    }
    if verdict.proof?.unsteady.isEmpty == false, !mayVary.isEmpty, !talk.wasToldOfVariation {
      talk.wasToldOfVariation = true
      work.isFrozen = false
    }
  }
}

/// The app as it is, and what is known of it: what going back goes back to.
package struct Work: Sendable, Equatable {
  package var tree: FileTree
  /// The newest contract, nil until the model's first manifest was accepted.
  package var manifest: AppManifest?
  /// Whether the contract was accepted, so that only the user may change it.
  package var isFrozen = false
  /// Tests that compiled once: their bytes may not change any more.
  package var acceptedTests: Set<SafePath> = []
  /// Those of them that show nothing or are contested, so that they may be written anew.
  package var openTests: Set<SafePath> = []
  /// What the newest check came to; nil if the tree was not checked.
  package var verdict: Verdict?

  package init(
    tree: FileTree, manifest: AppManifest? = nil, isFrozen: Bool = false,
    acceptedTests: Set<SafePath> = [], verdict: Verdict? = nil
  ) {
    self.tree = tree
    self.manifest = manifest
    self.isFrozen = isFrozen
    self.acceptedTests = acceptedTests
    self.verdict = verdict
  }

  /// Tests whose bytes may not change.
  package var frozenTests: Set<SafePath> { acceptedTests.subtracting(openTests) }
}

/// What a session took.
package struct Spent: Sendable, Equatable {
  /// Replies that were applied and checked.
  package var rounds = 0
  /// What the model's calls took.
  package var calls = Meter.Spent()
  package var modelSeconds = 0.0
  package var checkSeconds = 0.0

  package init() {}
}
