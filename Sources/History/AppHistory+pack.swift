import CGit2
import Foundation

extension AppHistory {
  /// Puts all objects into one pack and all references into one file, as `git gc` does: each alone takes
  /// a block of the disk and often a folder, several times what it holds.
  ///
  /// The pack is synced and looked through before anything else goes, so that a crash leaves objects
  /// twice, never none.
  ///
  /// - Throws: `GitError`; the history is as it was then.
  package func pack() throws(GitError) {
    let repository = try Repository.open(path, to: "pack a history")
    try repository.attempt.exclusively { () throws(GitError) in
      let ids = try repository.objects()
      guard let name = try repository.writePack(of: ids),
        try repository.holds(ids, pack: "\(path)/objects/pack/pack-\(name).idx")
      else { return }
      repository.removeObjects(of: ids, path: path, besides: "pack-\(name)")
      let references = try repository.attempt.take(git_refdb_free) {
        git_repository_refdb($0, repository.pointer)
      }
      try repository.attempt.check(git_refdb_compress(references.pointer))
      // Folders that git makes again when it needs them; only empty ones go.
      for folder in ["refs/heads", "refs/tags", "refs/notes", "refs/wisp", "objects/info"] {
        rmdir("\(path)/\(folder)")
      }
    }
  }
}

extension Repository {
  /// The ids of all objects, each once.
  fileprivate func objects() throws(GitError) -> [ObjectID] {
    let database = try attempt.take(git_odb_free) { git_repository_odb($0, pointer) }
    var ids = Set<ObjectID>()
    let status = withUnsafeMutablePointer(to: &ids) { found in
      git_odb_foreach(
        database.pointer,
        { id, payload in
          if let id {
            payload?.assumingMemoryBound(to: Set<ObjectID>.self).pointee.insert(
              ObjectID(id.pointee))
          }
          return 0
        }, found)
    }
    try attempt.check(status)
    return ids.sorted { $0.description < $1.description }
  }

  /// Whether a pack on disk holds all of these.
  fileprivate func holds(_ ids: [ObjectID], pack index: String) throws(GitError) -> Bool {
    let database = try attempt.take(git_odb_free) { git_odb_new($0) }
    var backend: OpaquePointer?
    try attempt.check(git_odb_backend_one_pack(&backend, index))
    try attempt.check(git_odb_add_backend(database.pointer, backend, 1))
    return ids.allSatisfy { id in
      var oid = id.oid
      return git_odb_exists(database.pointer, &oid) == 1
    }
  }

  /// Removes what is in the new pack everywhere else.
  fileprivate func removeObjects(of ids: [ObjectID], path: String, besides pack: String) {
    for id in ids.map(\.description) {
      unlink("\(path)/objects/\(id.prefix(2))/\(id.dropFirst(2))")
      // Only an empty folder goes.
      rmdir("\(path)/objects/\(id.prefix(2))")
    }
    let packs = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/objects/pack")) ?? []
    // An index names a pack that must be there.
    for file in packs.sorted() where !file.hasPrefix("\(pack).") && file.hasPrefix("pack-") {
      unlink("\(path)/objects/pack/\(file)")
    }
  }
}
