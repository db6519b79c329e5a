import CGit2
package import Workspace

extension AppHistory {
  /// The differences as `git diff` prints them.
  ///
  /// - Parameters:
  ///   - from: The commit before; nil compares with the empty tree.
  ///   - to: The commit after.
  /// - Returns: Unified diff text, empty if nothing differs. Bytes that are not UTF-8 are
  ///   replaced.
  /// - Throws: `GitError` if one of the commits cannot be read.
  package func diff(from: String?, to: String) throws(GitError) -> String {
    let repository = try Repository.open(path, to: "compare iterations")
    return try repository.attempt.undisturbed { () throws(GitError) in
      try repository.text(of: repository.diff(from: from, to: to))
    }
  }

  /// The differences between two trees as `git diff` prints them; touches no file.
  package static func diff(from: FileTree, to: FileTree) throws(GitError) -> String {
    let repository = try Repository.inMemory(to: "compare trees")
    let (before, after) = (try repository.write(from), try repository.write(to))
    return try repository.text(of: repository.diff(from: before, to: after))
  }
}

extension Repository {
  fileprivate func diff(from: String?, to: String) throws(GitError) -> Owned {
    let after = try tree(of: commitID(to))
    guard let from else {
      return try diff { git_diff_tree_to_tree(&$0, pointer, nil, after.pointer, &$1) }
    }
    let before = try tree(of: commitID(from))
    return try diff { git_diff_tree_to_tree(&$0, pointer, before.pointer, after.pointer, &$1) }
  }

  /// The differences between two trees of this repository.
  fileprivate func diff(from: ObjectID, to: ObjectID) throws(GitError) -> Owned {
    let before = try tree(from)
    let after = try tree(to)
    return try diff { git_diff_tree_to_tree(&$0, pointer, before.pointer, after.pointer, &$1) }
  }

  private func diff(
    _ compare: (inout OpaquePointer?, inout git_diff_options) -> Int32
  ) throws(GitError) -> Owned {
    var options = git_diff_options()
    try attempt.check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
    // What `git diff` does by default.
    options.flags = GIT_DIFF_INDENT_HEURISTIC.rawValue
    let diff = try attempt.take(git_diff_free) { target in
      var result: OpaquePointer?
      let status = compare(&result, &options)
      target.pointee = result
      return status
    }
    var renames = git_diff_find_options()
    try attempt.check(
      git_diff_find_options_init(&renames, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION)))
    renames.flags = GIT_DIFF_FIND_RENAMES.rawValue
    try attempt.check(git_diff_find_similar(diff.pointer, &renames))
    return diff
  }

  private func tree(_ id: ObjectID) throws(GitError) -> Owned {
    var oid = id.oid
    return try attempt.take(git_tree_free) { git_tree_lookup($0, pointer, &oid) }
  }

  /// The differences as text.
  fileprivate func text(of diff: borrowing Owned) throws(GitError) -> String {
    let text = PatchText()
    let status = git_diff_print(
      diff.pointer, GIT_DIFF_FORMAT_PATCH,
      { _, _, line, payload in
        guard let line, let payload else { return 0 }
        Unmanaged<PatchText>.fromOpaque(payload).takeUnretainedValue().append(line.pointee)
        return 0
      }, Unmanaged.passUnretained(text).toOpaque())
    try attempt.check(status)
    return String(decoding: text.bytes, as: UTF8.self)
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
