package import Foundation
package import Workspace

/// How a history is changed when it leaves `wisp`.
package struct ExportOptions: Sendable, Equatable {
  /// Files of one more commit on top, for example with a README; nil for none.
  package var headTree: FileTree?
  /// Whether all iterations become one commit.
  package var squash: Bool
  /// The subject of the one more commit, or of the squashed one.
  package var subject: String
  /// When that commit is made.
  package var date: Date

  package init(headTree: FileTree? = nil, squash: Bool = false, subject: String, date: Date) {
    self.headTree = headTree
    self.squash = squash
    self.subject = subject
    self.date = date
  }
}
