/// Why nothing could be checked: not a verdict, something on this machine must change first.
package struct ToolchainError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// No Swift toolchain in the search path.
    case notFound
    /// A `swift` that does not answer as one.
    case unusable
    /// The sources of an allowed dependency are not where they are kept.
    case dependencyMissing
    /// A folder or file that the check needs cannot be read or written.
    case unusableFolder
    /// A template's untouched starter does not build.
    case starterFailed
  }

  package var code: Code
  /// What failed, on what, and what to do next.
  package var description: String

  package init(code: Code, description: String) {
    self.code = code
    self.description = description
  }
}
