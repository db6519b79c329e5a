/// How one file differs between two iterations.
package struct ChangedFile: Codable, Sendable, Equatable {
  package enum Change: String, Codable, Sendable {
    case added
    case modified
    case deleted
    case renamed
  }

  /// Where the file is afterwards; where it was, for a deleted one.
  package var path: String
  /// Where a renamed file was before; nil otherwise.
  package var oldPath: String?
  package var change: Change
  /// Lines added; 0 in a binary file.
  package var insertions: Int
  /// Lines removed; 0 in a binary file.
  package var deletions: Int

  package init(
    path: String, oldPath: String? = nil, change: Change, insertions: Int, deletions: Int
  ) {
    self.path = path
    self.oldPath = oldPath
    self.change = change
    self.insertions = insertions
    self.deletions = deletions
  }
}
