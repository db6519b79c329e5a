import CGit2

extension AppHistory {
  /// The differences as `git diff` prints them.
  ///
  /// - Parameters:
  ///   - from: The commit before; nil compares with the empty tree.
  ///   - to: The commit after.
  /// - Returns: Unified diff text, empty where nothing differs. Bytes that are not UTF-8 are
  ///   replaced.
  /// - Throws: `GitError` where one of the commits cannot be read.
  package func diff(from: String?, to: String) throws(GitError) -> String {
    let repository = try Repository.open(path, to: "compare iterations")
    let diff = try repository.diff(from: from, to: to)
    let text = PatchText()
    let status = git_diff_print(
      diff.pointer, GIT_DIFF_FORMAT_PATCH,
      { _, _, line, payload in
        guard let line, let payload else { return 0 }
        Unmanaged<PatchText>.fromOpaque(payload).takeUnretainedValue().append(line.pointee)
        return 0
      }, Unmanaged.passUnretained(text).toOpaque())
    try repository.attempt.check(status)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Which files differ and by how many lines, sorted by path.
  ///
  /// - Parameters:
  ///   - from: The commit before; nil compares with the empty tree.
  ///   - to: The commit after.
  /// - Returns: One element a file; a rename is one file.
  /// - Throws: `GitError` where one of the commits cannot be read.
  package func changedFiles(from: String?, to: String) throws(GitError) -> [ChangedFile] {
    let repository = try Repository.open(path, to: "compare iterations")
    let diff = try repository.diff(from: from, to: to)
    var files: [ChangedFile] = []
    for place in 0..<git_diff_num_deltas(diff.pointer) {
      let patch = try repository.attempt.take(git_patch_free) {
        git_patch_from_diff($0, diff.pointer, place)
      }
      var (insertions, deletions) = (0, 0)
      try repository.attempt.check(
        git_patch_line_stats(nil, &insertions, &deletions, patch.pointer))
      guard let delta = git_patch_get_delta(patch.pointer)?.pointee,
        let old = delta.old_file.path, let new = delta.new_file.path
      else { continue }
      let change: ChangedFile.Change =
        switch delta.status {
        case GIT_DELTA_ADDED: .added
        case GIT_DELTA_DELETED: .deleted
        case GIT_DELTA_RENAMED: .renamed
        default: .modified
        }
      files.append(
        ChangedFile(
          path: String(cString: new),
          oldPath: change == .renamed ? String(cString: old) : nil, change: change,
          insertions: insertions, deletions: deletions))
    }
    return files.sorted { $0.path < $1.path }
  }
}

extension Repository {
  fileprivate func diff(from: String?, to: String) throws(GitError) -> Owned {
    let after = try tree(of: commitID(to))
    var options = git_diff_options()
    try attempt.check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
    // What `git diff` does by default.
    options.flags = GIT_DIFF_INDENT_HEURISTIC.rawValue
    let diff: Owned
    if let from {
      let before = try tree(of: commitID(from))
      diff = try attempt.take(git_diff_free) {
        git_diff_tree_to_tree($0, pointer, before.pointer, after.pointer, &options)
      }
    } else {
      diff = try attempt.take(git_diff_free) {
        git_diff_tree_to_tree($0, pointer, nil, after.pointer, &options)
      }
    }
    var renames = git_diff_find_options()
    try attempt.check(
      git_diff_find_options_init(&renames, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION)))
    renames.flags = GIT_DIFF_FIND_RENAMES.rawValue
    try attempt.check(git_diff_find_similar(diff.pointer, &renames))
    return diff
  }
}

/// Puts a patch together from the pieces libgit2 prints.
private final class PatchText {
  private(set) var bytes: [UInt8] = []

  func append(_ line: git_diff_line) {
    let content = UnsafeRawBufferPointer(start: line.content, count: line.content_len)
    switch UInt8(bitPattern: line.origin) {
    case UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-"):
      bytes.append(UInt8(bitPattern: line.origin))
      bytes.append(contentsOf: content)
    case UInt8(ascii: "F"):
      appendHeader(content)
    default:
      bytes.append(contentsOf: content)
    }
  }

  /// Git ends `---` and `+++` lines in a tab where the name has a space, so that `patch` sees the
  /// whole name; libgit2 does not.
  private func appendHeader(_ header: UnsafeRawBufferPointer) {
    for line in header.split(separator: UInt8(ascii: "\n")) {
      bytes.append(contentsOf: line)
      let isName = line.starts(with: "--- ".utf8) || line.starts(with: "+++ ".utf8)
      if isName && line.dropFirst(4).contains(UInt8(ascii: " ")) {
        bytes.append(UInt8(ascii: "\t"))
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}
