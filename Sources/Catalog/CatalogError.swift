/// An error of the catalog: the operation, the place, the reason and the next step.
package struct CatalogError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The classes of failure that a caller may want to tell apart.
  package enum Reason: Sendable, Equatable {
    /// There is no app of that id.
    case notFound
    /// Another process kept the catalog locked for longer than the busy timeout.
    case busy
    /// A newer version of `wisp` made the file.
    case newer
    /// Everything else: permissions, a full disk, damage found in the middle of the work.
    case other
  }

  package var reason: Reason
  /// The operation, as a verb phrase: `change an app`.
  package var operation: String
  /// SQLite's own words, or ours if SQLite was not asked.
  package var message: String
  /// The catalog's file.
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
