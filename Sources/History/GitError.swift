/// An error of git: the operation, the place, the reason and the next step.
package struct GitError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The classes of failure that a caller may want to tell apart.
  package enum Reason: Sendable, Equatable {
    /// A repository, commit, file or note that is not there.
    case notFound
    /// A repository or directory that is already there.
    case alreadyExists
    /// Another process holds the lock, or moved the branch in between.
    case contended
    /// The history has no step in that direction.
    case atTheEnd
    /// An argument that names nothing, or more than one thing.
    case badArgument
    /// Everything else: damage, permissions, a full disk.
    case other
  }

  package var reason: Reason
  /// The operation, as a verb phrase: `record an iteration`.
  package var operation: String
  /// Git's own words, or ours if git was not asked.
  package var message: String
  /// The git directory, or the directory of an export.
  package var path: String
  /// The next step, in one sentence.
  package var advice: String

  package init(
    reason: Reason, operation: String, message: String, path: String, advice: String
  ) {
    self.reason = reason
    self.operation = operation
    self.message = message
    self.path = path
    self.advice = advice
  }

  package var description: String {
    "Cannot \(operation) in \(path): \(message). \(advice)"
  }
}
