package import Replies
package import Workspace

/// What the model, the user and wisp have said to one another.
package struct Talk: Sendable {
  /// Whether the model for one more try is asked.
  package enum Stronger: Sendable {
    /// There is none.
    case none
    case waiting
    case asked
  }

  /// A reply that could not be applied, to be answered next.
  package struct Rejected: Sendable {
    package var reply: String
    package var errors: [ReplyError]
  }

  // MARK: With the model

  /// Requests and replies since the last commit.
  var exchange = Exchange()
  package var rejected: Rejected?
  /// What of refused replies applied and need not come again.
  package var kept = KeptEdits()
  /// Replies in a row that could not be applied.
  package var rejections = 0
  /// What the model said last instead of sending files; nil after a reply that held one.
  package var said: String?
  /// Files of which a block did not match in this session: they are asked for whole.
  package var wholeFiles: Set<SafePath> = []
  /// Files that are shown whole because the model asked for them, or replaced them without having seen them.
  package var shown: Set<SafePath> = []
  /// Files of which the last request showed only the declarations.
  package var unseen: Set<SafePath> = []
  /// Whether the model has asked to see files since a reply was last applied.
  package var hasAskedToSee = false
  /// Whether the model was told that its app answers every input alike.
  package var wasToldOfConstancy = false
  /// Whether the model was told that its app gives different results for the same input, which may be meant.
  package var wasToldOfVariation = false
  package var stronger = Stronger.none

  // MARK: With the user

  /// Whether the user has agreed to the contract before any code was asked for.
  package var isReviewed = false
  /// The contract that holds for the user: accepted in an earlier session, or agreed to in this one; nil in a
  /// session that begins without one.
  package var agreed: AppManifest?
  /// Accepted examples that a change wanted to drop or alter and that were put back, by name.
  package var putBack: [String] = []
  /// Tests that came with such a change: they may contradict what was put back, so they may be written anew.
  package var contestedTests: Set<SafePath> = []
  /// What the newest reply changed of the contract, for its commit.
  package var contractLines: [String] = []

  package init() {}

  /// A reply was applied: nothing is to be answered.
  mutating func applied() {
    rejected = nil
    kept = KeptEdits()
    rejections = 0
    said = nil
    shown = []
    hasAskedToSee = false
  }

  /// The model asked for files: they are whole from now on, until a reply is applied.
  mutating func show(_ paths: [SafePath]) {
    shown.formUnion(paths)
    hasAskedToSee = true
  }

  /// All that was said is recorded with a commit.
  mutating func recorded() {
    exchange = Exchange()
    rejected = nil
    kept = KeptEdits()
    contractLines = []
  }
}
