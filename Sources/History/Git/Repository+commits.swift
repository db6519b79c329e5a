import CGit2
import Foundation

extension Repository {
  /// Writes a commit; no reference moves.
  func commit(
    _ tree: ObjectID, message: String, parents: [ObjectID], at date: Date
  ) throws(GitError) -> ObjectID {
    var treeID = tree.oid
    let root = try attempt.take(git_tree_free) { git_tree_lookup($0, pointer, &treeID) }
    let author = try Signature(at: date, attempt)
    var opened: [OpaquePointer?] = []
    defer { for commit in opened { git_commit_free(commit) } }
    for parent in parents {
      var parentID = parent.oid
      var commit: OpaquePointer?
      try attempt.check(git_commit_lookup(&commit, pointer, &parentID))
      opened.append(commit)
    }
    var id = git_oid()
    let status = opened.withUnsafeMutableBufferPointer { parents in
      git_commit_create(
        &id, pointer, nil, author.pointer, author.pointer, nil, message, root.pointer,
        parents.count, parents.baseAddress)
    }
    try attempt.check(status)
    return ObjectID(id)
  }

  /// The commit itself, then its first parents to the beginning.
  func line(from start: ObjectID) throws(GitError) -> [ObjectID] {
    var line = [start]
    var next = try parent(of: start)
    while let id = next {
      line.append(id)
      next = try parent(of: id)
    }
    return line
  }
}

/// Who commits: `wisp`, never the person at the machine, whose identity is not asked for.
struct Signature: ~Copyable {
  let pointer: UnsafeMutablePointer<git_signature>?

  init(at date: Date, _ attempt: GitAttempt) throws(GitError) {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    // Git's dates are unsigned and end in 2099 in some of its commands.
    let time = git_time_t(min(max(seconds.isNaN ? 0 : seconds, 0), 4_102_444_800))
    var made: UnsafeMutablePointer<git_signature>?
    try attempt.check(git_signature_new(&made, "wisp", "wisp@localhost", time, 0))
    pointer = made
  }

  deinit { git_signature_free(pointer) }
}
