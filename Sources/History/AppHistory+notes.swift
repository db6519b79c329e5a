import CGit2
package import Foundation

/// Which notes of a commit.
package enum NoteNamespace: String, Codable, Sendable, CaseIterable {
  /// The proof behind "verified", shown by plain `git log`.
  case seal = "refs/notes/commits"
  /// What was sent to the model and what came back.
  case exchange = "refs/notes/exchange"
  /// What failed in the check of a commit that did not pass.
  case check = "refs/notes/check"
}

extension AppHistory {
  /// Attaches a text to a commit, in place of an earlier one of the same namespace.
  ///
  /// NUL characters, which git's notes cannot hold, are left out.
  package func addNote(
    _ text: String, to commit: String, namespace: NoteNamespace, at date: Date
  ) throws(GitError) {
    let repository = try Repository.open(path, to: "add a note to \(commit)")
    var oid = try repository.commitID(commit).oid
    _ = try repository.commit(ObjectID(oid))
    let author = try Signature(at: date, repository.attempt)
    let clean = text.unicodeScalars.contains("\0") ? text.filter { $0 != "\0" } : text
    try repository.attempt.exclusively { () throws(GitError) in
      let before = try repository.target(of: namespace.rawValue)
      var parent: OpaquePointer?
      defer { git_commit_free(parent) }
      if var id = before?.oid {
        try repository.attempt.check(git_commit_lookup(&parent, repository.pointer, &id))
      }
      try repository.gather()
      var notes = git_oid()
      try repository.attempt.check(
        git_note_commit_create(
          &notes, nil, repository.pointer, parent, author.pointer, author.pointer, &oid,
          clean, 1))
      try repository.store(ObjectID(notes))
      try repository.move(namespace.rawValue, from: before, to: ObjectID(notes))
    }
  }

  /// The text attached to a commit; nil if there is none.
  package func note(of commit: String, namespace: NoteNamespace) throws(GitError) -> String? {
    let repository = try Repository.open(path, to: "read a note of \(commit)")
    var oid = try repository.commitID(commit).oid
    // By itself libgit2 forgets what is wrong with it.
    guard let notes = try repository.target(of: namespace.rawValue) else { return nil }
    _ = try repository.commit(notes)
    var note: OpaquePointer?
    let status = git_note_read(&note, repository.pointer, namespace.rawValue, &oid)
    guard status != GIT_ENOTFOUND.rawValue else { return nil }
    try repository.attempt.check(status)
    defer { git_note_free(note) }
    return git_note_message(note).map { String(cString: $0) }
  }
}
