import CGit2

/// New objects in one pack instead of a file each.
///
/// A loose object costs a file, often a folder, and two syncs: those of an app's first commit took longer than all
/// else before the model was asked.
extension Repository {
  /// Keeps what is written from now on in memory, until `store`.
  func gather() throws(GitError) {
    let database = try attempt.take(git_odb_free) { git_repository_odb($0, pointer) }
    var memory: OpaquePointer?
    try attempt.check(git_mempack_new(&memory))
    // Above loose objects and packs, so that it is the one that is written to.
    try attempt.check(git_odb_add_backend(database.pointer, memory, 1_000))
  }

  /// Writes a gathered commit to the disk, with all of its tree that is not there yet; synced when this returns.
  ///
  /// No reference may name the commit before.
  func store(_ commit: ObjectID) throws(GitError) {
    let disk = try attempt.take(git_odb_free) { git_odb_open($0, attempt.path + "/objects") }
    func isStored(_ id: ObjectID) -> Bool {
      var oid = id.oid
      return git_odb_exists(disk.pointer, &oid) == 1
    }
    guard !isStored(commit) else { return }
    var new = [commit]
    let root = try tree(of: commit)
    guard let id = git_tree_id(root.pointer) else {
      throw attempt.error(.other, "the tree has no id", advice: attempt.adviceOnDamage)
    }
    if !isStored(ObjectID(id.pointee)) {
      new.append(ObjectID(id.pointee))
      try collect(below: root.pointer, besides: isStored, into: &new)
    }
    _ = try writePack(of: new)
  }

  private func collect(
    below tree: OpaquePointer, besides isStored: (ObjectID) -> Bool, into new: inout [ObjectID]
  ) throws(GitError) {
    for place in 0..<git_tree_entrycount(tree) {
      guard let entry = git_tree_entry_byindex(tree, place), let id = git_tree_entry_id(entry)
      else { continue }
      let object = ObjectID(id.pointee)
      guard !isStored(object) else { continue }
      new.append(object)
      guard git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE else { continue }
      let child = try attempt.take(git_tree_free) { git_tree_lookup($0, pointer, id) }
      try collect(below: child.pointer, besides: isStored, into: &new)
    }
  }

  /// Writes a pack and its index, both synced; nil if there is nothing to pack.
  ///
  /// - Returns: What its files are called, between `pack-` and the extension.
  func writePack(of ids: [ObjectID]) throws(GitError) -> String? {
    guard !ids.isEmpty else { return nil }
    let builder = try attempt.take(git_packbuilder_free) { git_packbuilder_new($0, pointer) }
    for id in ids {
      var oid = id.oid
      try attempt.check(git_packbuilder_insert(builder.pointer, &oid, nil))
    }
    try attempt.check(git_packbuilder_write(builder.pointer, nil, 0, nil, nil))
    return git_packbuilder_name(builder.pointer).map { String(cString: $0) }
  }
}
