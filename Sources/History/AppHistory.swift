import CGit2
package import Foundation
package import Workspace

/// The history of one app: a bare git repository outside the app's tree, one commit an iteration.
///
/// Holds nothing but the path; every method opens the repository, works and closes it. Plain git
/// commands work on it. References:
///
/// - `refs/heads/main`: the current iteration; undo and redo move it.
/// - `refs/wisp/tip`: the furthest iteration redo can reach.
/// - `refs/wisp/abandoned/<n>`: tips left behind by recording after an undo; nothing is ever lost.
/// - `refs/notes/commits`: seals, which plain `git log` shows; `refs/notes/exchange`: prompts and
///   replies.
package struct AppHistory: Sendable, Equatable {
  /// The git directory.
  package let path: String

  /// Names a history that exists; nothing is opened yet.
  package init(at path: String) {
    self.path = path
  }

  /// Makes an empty history, with the folders above it.
  ///
  /// - Throws: `GitError` with the reason `alreadyExists` if there is a repository already.
  package static func create(at path: String) throws(GitError) -> AppHistory {
    _ = try Repository.create(path, bare: true, to: "create a history")
    // Samples and explanations of git's; each takes a block of the disk in every app.
    for name in ["description", "hooks/README.sample", "hooks", "info/exclude", "info"] {
      if unlink("\(path)/\(name)") != 0 { rmdir("\(path)/\(name)") }
    }
    return AppHistory(at: path)
  }

  /// Commits a tree on top of the current iteration, also when nothing changed.
  ///
  /// After an undo, the iterations that could have been redone are kept as an abandoned tip.
  /// References move last, so a crash before leaves the history as it was.
  ///
  /// - Returns: The commit's id, 40 hexadecimal digits.
  package func record(
    _ tree: FileTree, _ iteration: IterationRecord, at date: Date
  ) throws(GitError) -> String {
    let repository = try Repository.open(path, to: "record an iteration")
    try repository.gather()
    let root = try repository.write(tree)
    return try repository.attempt.exclusively { () throws(GitError) in
      let main = try repository.target(of: Reference.main)
      let commit = try repository.commit(
        root, message: CommitMessage(iteration).text, parents: main.map { [$0] } ?? [], at: date)
      try repository.store(commit)
      let tip = try repository.settleTip(main)
      if let tip, let main, tip != main { try repository.abandon(tip) }
      try repository.move(Reference.main, from: main, to: commit)
      try repository.move(
        Reference.tip, from: try repository.target(of: Reference.tip), to: commit)
      return commit.description
    }
  }

  /// The current iteration's commit id; nil before the first one.
  package func head() throws(GitError) -> String? {
    try Repository.open(path, to: "find the current iteration")
      .target(of: Reference.main)?.description
  }

  /// The furthest iteration that redo can reach; the head itself if nothing was undone.
  package func tip() throws(GitError) -> String? {
    let repository = try Repository.open(path, to: "find the furthest iteration")
    let main = try repository.target(of: Reference.main)
    guard let main, let tip = try repository.target(of: Reference.tip),
      try repository.isReachable(main, from: tip)
    else { return main?.description }
    return tip.description
  }

  /// The files of an iteration.
  package func tree(at commit: String) throws(GitError) -> FileTree {
    let repository = try Repository.open(path, to: "read the files of \(commit)")
    return try repository.attempt.undisturbed { () throws(GitError) in
      try repository.files(in: repository.tree(of: repository.commitID(commit)))
    }
  }

  /// The git tree id of an iteration; equal ids mean that all paths and bytes are equal.
  package func treeID(at commit: String) throws(GitError) -> String {
    let repository = try Repository.open(path, to: "read the tree of \(commit)")
    let tree = try repository.tree(of: repository.commitID(commit))
    guard let oid = git_tree_id(tree.pointer) else {
      throw repository.attempt.error(
        .other, "the tree has no id", advice: repository.attempt.adviceOnDamage)
    }
    return ObjectID(oid.pointee).description
  }

  /// The git tree id that `tree` would have once recorded; touches no file.
  package static func treeID(of tree: FileTree) throws(GitError) -> String {
    try Repository.inMemory(to: "compute a tree id").write(tree).description
  }
}
