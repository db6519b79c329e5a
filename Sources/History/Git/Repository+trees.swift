import CGit2
import Workspace

extension Repository {
  /// Writes every file as a blob of mode 100644, and the trees above them.
  ///
  /// - Returns: The id of the root tree.
  func write(_ tree: FileTree) throws(GitError) -> ObjectID {
    try refuseCollisions(tree)
    let index = try attempt.take(git_index_free) { git_index_new($0) }
    for path in tree.paths {
      guard let bytes = tree[path] else { continue }
      var blob = git_oid()
      let status = bytes.withUnsafeBytes {
        git_blob_create_from_buffer(&blob, pointer, $0.baseAddress, $0.count)
      }
      try attempt.check(status)
      let added = path.description.withCString { name in
        var entry = git_index_entry()
        entry.mode = GIT_FILEMODE_BLOB.rawValue
        entry.id = blob
        entry.path = name
        return git_index_add(index.pointer, &entry)
      }
      try attempt.check(added)
    }
    var root = git_oid()
    try attempt.check(git_index_write_tree_to(&root, index.pointer, pointer))
    return ObjectID(root)
  }

  /// Reads all regular files below a tree.
  func files(in tree: borrowing Owned) throws(GitError) -> FileTree {
    var files = FileTree()
    try collect(tree.pointer, below: "", into: &files)
    return files
  }

  private func collect(
    _ tree: OpaquePointer, below prefix: String, into files: inout FileTree
  ) throws(GitError) {
    for place in 0..<git_tree_entrycount(tree) {
      guard let entry = git_tree_entry_byindex(tree, place), let name = git_tree_entry_name(entry)
      else { continue }
      let path = prefix + String(cString: name)
      switch git_tree_entry_filemode(entry) {
      case GIT_FILEMODE_TREE:
        let child = try attempt.take(git_tree_free) {
          git_tree_lookup($0, pointer, git_tree_entry_id(entry))
        }
        try collect(child.pointer, below: path + "/", into: &files)
      case GIT_FILEMODE_BLOB, GIT_FILEMODE_BLOB_EXECUTABLE:
        files[try safe(path)] = try blob(git_tree_entry_id(entry))
      default:
        throw attempt.error(
          .other, "\(path.debugDescription) is not a regular file",
          advice: "Wisp records regular files only; remove it in a new commit.")
      }
    }
  }

  private func blob(_ id: UnsafePointer<git_oid>?) throws(GitError) -> [UInt8] {
    let blob = try attempt.take(git_blob_free) { git_blob_lookup($0, pointer, id) }
    let size = Int(git_blob_rawsize(blob.pointer))
    return Array(UnsafeRawBufferPointer(start: git_blob_rawcontent(blob.pointer), count: size))
  }

  private func safe(_ path: String) throws(GitError) -> SafePath {
    do {
      return try SafePath(path)
    } catch {
      throw attempt.error(
        .other, error.description, advice: "This commit was not made by wisp; leave it out.")
    }
  }

  /// Refuses `a` beside `a/b`, of which git's index would silently keep only one.
  private func refuseCollisions(_ tree: FileTree) throws(GitError) {
    let names = Set(tree.files.keys.map(\.description))
    for name in names.sorted() {
      for place in name.indices where name[place] == "/" && names.contains(String(name[..<place])) {
        throw attempt.error(
          .badArgument, "\(name[..<place]) is both a file and the folder of \(name)",
          advice: "Rename one of them.")
      }
    }
  }
}
