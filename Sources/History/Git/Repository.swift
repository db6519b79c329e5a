import CGit2
import Foundation

/// An opened repository, for the length of one operation.
struct Repository: ~Copyable {
  let pointer: OpaquePointer
  let attempt: GitAttempt

  /// Takes over a repository that is open already.
  private init(owning pointer: OpaquePointer, attempt: GitAttempt) {
    self.pointer = pointer
    self.attempt = attempt
  }

  deinit { git_repository_free(pointer) }

  /// Opens the git directory at exactly `path`: no discovery, no environment variables.
  static func open(_ path: String, to operation: String) throws(GitError) -> Repository {
    let attempt = GitAttempt(operation, at: path)
    try attempt.check(LibGit2.started)
    var pointer: OpaquePointer?
    let status = git_repository_open_bare(&pointer, path)
    if status == GIT_ENOTFOUND.rawValue {
      throw attempt.error(
        .notFound, "there is no git repository",
        advice: "The app's history is missing; restore the directory from a backup.")
    }
    try attempt.check(status)
    guard let pointer else {
      throw attempt.error(.other, "libgit2 returned nothing", advice: attempt.adviceOnDamage)
    }
    let repository = Repository(owning: pointer, attempt: attempt)
    try attempt.check(wisp_git_guard(pointer))
    return repository
  }

  /// Makes an empty repository whose branch will be `main`; refuses if there is one already.
  static func create(
    _ path: String, bare: Bool, to operation: String
  ) throws(GitError) -> Repository {
    let attempt = GitAttempt(operation, at: path)
    try attempt.check(LibGit2.started)
    var options = git_repository_init_options()
    try attempt.check(
      git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
    options.flags = GIT_REPOSITORY_INIT_NO_REINIT.rawValue | GIT_REPOSITORY_INIT_MKPATH.rawValue
    if bare { options.flags |= GIT_REPOSITORY_INIT_BARE.rawValue }
    var pointer: OpaquePointer?
    let status = "main".withCString {
      options.initial_head = $0
      return git_repository_init_ext(&pointer, path, &options)
    }
    try attempt.check(status)
    guard let pointer else {
      throw attempt.error(.other, "libgit2 returned nothing", advice: attempt.adviceOnDamage)
    }
    return Repository(owning: pointer, attempt: attempt)
  }

  /// Makes a repository that exists in memory only, to compute object ids with git's own code.
  static func inMemory(to operation: String) throws(GitError) -> Repository {
    let attempt = GitAttempt(operation, at: "memory")
    try attempt.check(LibGit2.started)
    let objects = try attempt.take(git_odb_free) { git_odb_new($0) }
    var backend: OpaquePointer?
    try attempt.check(git_mempack_new(&backend))
    try attempt.check(git_odb_add_backend(objects.pointer, backend, 1))
    var pointer: OpaquePointer?
    try attempt.check(git_repository_wrap_odb(&pointer, objects.pointer))
    guard let pointer else {
      throw attempt.error(.other, "libgit2 returned nothing", advice: attempt.adviceOnDamage)
    }
    return Repository(owning: pointer, attempt: attempt)
  }

  /// Opens a commit by its full id.
  func commit(_ id: ObjectID) throws(GitError) -> Owned {
    var oid = id.oid
    return try attempt.take(git_commit_free) { git_commit_lookup($0, pointer, &oid) }
  }

  /// Opens the tree of a commit.
  func tree(of id: ObjectID) throws(GitError) -> Owned {
    let commit = try commit(id)
    return try attempt.take(git_tree_free) { git_commit_tree($0, commit.pointer) }
  }

  /// The first parent of a commit; nil for the first one.
  func parent(of id: ObjectID) throws(GitError) -> ObjectID? {
    let commit = try commit(id)
    return git_commit_parent_id(commit.pointer, 0).map { ObjectID($0.pointee) }
  }

  /// Reads a full commit id that a caller got from us earlier.
  func commitID(_ text: String) throws(GitError) -> ObjectID {
    guard let id = ObjectID(hex: text) else {
      throw attempt.error(
        .badArgument, "\(text.debugDescription) is not a full commit id",
        advice: "Take one from the log.")
    }
    return id
  }
}
