package import Files

/// Repositories that a run left: their configuration names commands, and version control runs those as the
/// user who looks at the folder.
package struct Leftovers: Sendable, Equatable {
  package struct Found: Sendable, Equatable {
    package var repository: Repository
    /// The folder of the run that it lies in.
    package var folder: String
    /// Whether the user may have made it while the app ran.
    package var mayBeUsers: Bool

    package var path: String {
      repository.path.isEmpty ? folder : folder + "/" + repository.path
    }
  }

  package var found: [Found] = []
  /// Folders that could not be searched to the end.
  package var unseen: [String] = []

  package var isEmpty: Bool { found.isEmpty && unseen.isEmpty }

  /// What is put behind the name of what an app left.
  package static func suffix(_ app: String) -> String { ".by-" + app }
}
