#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension HostileFolder {
  /// What a search found.
  package struct Repositories: Sendable, Equatable {
    /// The outermost ones; what lies in one of them is not looked at.
    package var found: [Repository] = []
    /// A folder below which not everything was looked at, because it lies too deep, or the search has seen
    /// too many entries, or a folder cannot be opened.
    package var unseen: String?

    package init(found: [Repository] = [], unseen: String? = nil) {
      self.found = found
      self.unseen = unseen
    }
  }

  /// The repositories in the folder, those with an identity in `known` left out.
  ///
  /// No link is followed. A folder without it is fine: nothing is in it.
  package func repositories(except known: Set<Repository.Identity> = []) -> Repositories {
    var search = RepositorySearch { repository in
      known.contains(repository.identity) ? .pass : .note
    }
    search.run(in: path)
    return Repositories(found: search.found, unseen: search.unseen)
  }

  /// Whether a path leads into a repository's own files, or to a repository without a worktree.
  ///
  /// The path is absolute, its links are resolved.
  package static func isInRepository(_ path: String) -> Bool {
    var place = ""
    for name in path.split(separator: "/") {
      if Repository.isName(Array(name.utf8)) { return true }
      place += "/" + name
      if Repository.Layout(at: place).isRepository { return true }
    }
    return false
  }

  /// What became of a repository that was to be set aside.
  package struct SetAside: Sendable, Equatable {
    package var repository: Repository
    /// Its new path below the folder; nil if it could not be renamed.
    package var newPath: String?
  }

  /// Renames repositories so that no version control finds them.
  ///
  /// `NAME` becomes `NAME.by-APP`, and the `HEAD` of a repository of git's becomes `HEAD.by-APP`. Nothing is
  /// removed.
  ///
  /// - Parameters:
  ///   - identities: Which; what lies in one of them is treated like it.
  ///   - suffix: What is put behind the names, such as `.by-APP`.
  /// - Returns: What became of each, those that lie in another one left out.
  package func setAside(
    _ identities: Set<Repository.Identity>, suffix: String
  ) -> [SetAside] {
    var search = RepositorySearch(suffix: Array(suffix.utf8)) { repository in
      identities.contains(repository.identity) ? .setAside : .pass
    }
    search.run(in: path)
    return search.setAside
  }
}
