/// Why an app's folder could not be read or written.
package struct TreeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  package enum Code: String, Sendable {
    case unreadable
    case unwritable
    /// More or larger files than `FileTree.Limits` allows.
    case tooLarge
    /// A name that is not a `SafePath`, or a symbolic link in the way.
    case unsafePath
  }

  package var code: Code
  /// The file or folder concerned.
  package var path: String
  /// One sentence: what failed, on what, and what to do.
  package var description: String

  package init(code: Code, path: String, description: String) {
    self.code = code
    self.path = path
    self.description = description
  }
}
