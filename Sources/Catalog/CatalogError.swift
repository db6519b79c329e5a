/// The catalog refused something: what was tried, where, why, and what to do next.
package struct CatalogError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The classes of failure that a caller may want to tell apart.
  package enum Reason: Sendable, Equatable {
    /// There is an app of that id already.
    case duplicate
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
  /// What was tried, as a verb phrase: `add an app`.
  package var operation: String
  /// SQLite's own words, or the reason in ours where SQLite was not asked.
  package var message: String
  /// The catalog's file.
  package var path: String
  /// What to do next, one sentence.
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
