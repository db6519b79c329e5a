import CGit2

/// The references of an app's history.
enum Reference {
  /// The branch: the iteration that is current.
  static let main = "refs/heads/main"
  /// The furthest iteration that redo can reach.
  static let tip = "refs/wisp/tip"
  /// Below it, numbered, the tips that were left behind by recording after an undo.
  static let abandoned = "refs/wisp/abandoned/"
}

extension Repository {
  /// The object that a reference points at; nil if there is no such reference.
  func target(of reference: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let status = git_reference_name_to_id(&oid, pointer, reference)
    guard status != GIT_ENOTFOUND.rawValue else { return nil }
    try attempt.check(status)
    return ObjectID(oid)
  }

  /// Points a reference at `new` if it still points at `old` (nil: if it does not exist).
  ///
  /// Git's own lock on the reference makes this safe against every other program that writes it.
  func move(_ reference: String, from old: ObjectID?, to new: ObjectID) throws(GitError) {
    guard old != new else { return }
    var newID = new.oid
    if let old {
      var oldID = old.oid
      _ = try attempt.take(git_reference_free) {
        git_reference_create_matching($0, pointer, reference, &newID, 1, &oldID, "wisp")
      }
    } else {
      _ = try attempt.take(git_reference_free) {
        git_reference_create($0, pointer, reference, &newID, 0, "wisp")
      }
    }
  }

  /// The abandoned tips, by number.
  func abandoned() throws(GitError) -> [Int: ObjectID] {
    var iterator: OpaquePointer?
    try attempt.check(
      git_reference_iterator_glob_new(&iterator, pointer, Reference.abandoned + "*"))
    defer { git_reference_iterator_free(iterator) }
    var found: [Int: ObjectID] = [:]
    while true {
      var name: UnsafePointer<CChar>?
      let status = git_reference_next_name(&name, iterator)
      if status == GIT_ITEROVER.rawValue { return found }
      try attempt.check(status)
      guard let name else { return found }
      let text = String(cString: name)
      if let number = Int(text.dropFirst(Reference.abandoned.count)) {
        found[number] = try target(of: text)
      }
    }
  }

  /// Whether `ancestor` is `commit` or one of its ancestors.
  func isReachable(_ ancestor: ObjectID, from commit: ObjectID) throws(GitError) -> Bool {
    if ancestor == commit { return true }
    var (commitID, ancestorID) = (commit.oid, ancestor.oid)
    return try attempt.check(git_graph_descendant_of(pointer, &commitID, &ancestorID)) == 1
  }
}
