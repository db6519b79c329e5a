import CGit2
import Foundation
import Workspace

/// One thing being tried on one repository: turns libgit2's status codes into errors that say so.
struct GitAttempt: Sendable {
  let operation: String
  let path: String

  init(_ operation: String, at path: String) {
    self.operation = operation
    self.path = path
  }

  /// Throws what libgit2 last complained about on this thread if `status` is an error.
  ///
  /// - Returns: The status, for calls that count.
  @discardableResult
  func check(_ status: Int32) throws(GitError) -> Int32 {
    guard status < 0 else { return status }
    if let reason = LibGit2.loadFailure {
      throw error(
        .other, "libgit2 could not be loaded: \(reason)",
        advice: "Install it (Debian: libgit2-dev), or install wisp again.")
    }
    let said = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) }
    let (reason, advice) = explain(status)
    // libgit2 has no code for it.
    let isFull = said?.hasSuffix(String(cString: strerror(ENOSPC))) ?? false
    throw error(
      reason, said ?? "libgit2 gave the code \(status)",
      advice: isFull
        ? "The disk is full: free some space and run the command again; nothing is lost." : advice)
  }

  /// Calls `body` for an object and takes over freeing it.
  func take(
    _ free: @escaping (OpaquePointer?) -> Void,
    _ body: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
  ) throws(GitError) -> Owned {
    var pointer: OpaquePointer?
    try check(body(&pointer))
    guard let pointer else {
      throw error(.other, "libgit2 returned nothing", advice: adviceOnDamage)
    }
    return Owned(pointer, free: free)
  }

  func error(_ reason: GitError.Reason, _ message: String, advice: String) -> GitError {
    GitError(reason: reason, operation: operation, message: message, path: path, advice: advice)
  }

  /// What to do about objects that cannot be read.
  var adviceOnDamage: String { "Look at it with `git --git-dir \(shellQuoted(path)) fsck`." }

  private func explain(_ status: Int32) -> (GitError.Reason, advice: String) {
    switch git_error_code(status) {
    case GIT_ELOCKED, GIT_EMODIFIED:
      (
        .contended,
        "Another process is writing this history: try again. If none is, a crash left a lock "
          + "behind: delete the `.lock` file under \(path)/refs."
      )
    case GIT_ENOTFOUND: (.notFound, adviceOnDamage)
    case GIT_EEXISTS:
      (.alreadyExists, "Choose another place, or remove what is there.")
    case GIT_EAMBIGUOUS: (.badArgument, "Give more digits of the commit id.")
    case GIT_EINVALIDSPEC: (.badArgument, "Give a commit id, an iteration number or HEAD~n.")
    default: (.other, adviceOnDamage)
    }
  }
}

/// A libgit2 object that is freed when it goes out of scope.
struct Owned: ~Copyable {
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  init(_ pointer: OpaquePointer, free: @escaping (OpaquePointer?) -> Void) {
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}
