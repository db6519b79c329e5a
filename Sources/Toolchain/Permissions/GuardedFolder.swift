package import Files
import Foundation
package import Sandbox

/// A folder that a run may write, and the repositories that were in it before: read-only for the run, and told
/// from those that are there afterwards.
package struct GuardedFolder: Sendable, Equatable, Codable {
  /// With links resolved.
  package var path: String
  /// Whether it is the user's own, and not the app's data folder.
  package var isUsersOwn: Bool
  /// The repositories that were there before.
  package var known: [Repository.Identity]
  /// Where those are mounted read-only; not kept for later.
  package var mounts: [SandboxPolicy.Mount] = []

  private enum CodingKeys: CodingKey { case path, isUsersOwn, known }

  /// The most repositories that one folder may hold: each is a mount.
  private static let most = 100

  /// The app's data folder, at `Inside.data`.
  ///
  /// `.git` directly in it is covered in every run (`AppRun.policy`); the folder itself is never a repository.
  package init(data path: String) {
    self.path = path
    isUsersOwn = false
    let found = HostileFolder(path).repositories().found.filter { $0.isExact && $0.path != "" }
    known = found.prefix(Self.most).map(\.identity)
    mounts = found.prefix(Self.most).filter { $0.path != ".git" }.compactMap {
      Self.mount($0, in: path, at: Inside.data, keepsOwner: false)
    }
  }

  /// A path that the user allows an app to write; nil if it is a file.
  ///
  /// - Throws: `PermissionError` if its repositories cannot all be found and protected.
  package init?(_ permitted: PermittedPath) throws(PermissionError) {
    var status = stat()
    guard lstat(permitted.host, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return nil
    }
    path = permitted.host
    isUsersOwn = true
    func refusal(_ reason: String) -> PermissionError {
      PermissionError("write \(permitted.asked): \(reason)")
    }
    let search = HostileFolder(path).repositories()
    if let unseen = search.unseen {
      throw refusal(
        "it cannot be searched for repositories, which no app may change: "
          + (unseen.isEmpty ? "it" : unseen)
          + " cannot be opened, or there is too much in it. Name a folder in it.")
    }
    guard search.found.count <= Self.most else {
      throw refusal(
        "it holds more than \(Self.most) repositories, which no app may change. Name a folder in it."
      )
    }
    if let strange = search.found.first(where: { !$0.isExact }) {
      throw refusal(
        "the name of the repository \(strange.path) is not UTF-8, so it cannot be protected. Rename it."
      )
    }
    known = search.found.map(\.identity)
    mounts = permitted.mounts.map(\.inside).flatMap { inside in
      search.found.compactMap { Self.mount($0, in: permitted.host, at: inside, keepsOwner: true) }
    }
  }

  /// A link or a device is not mounted: one that is replaced is another one afterwards.
  private static func mount(
    _ repository: Repository, in folder: String, at inside: String, keepsOwner: Bool
  ) -> SandboxPolicy.Mount? {
    guard repository.isFolder || repository.isFile else { return nil }
    return SandboxPolicy.Mount(
      host: folder + "/" + repository.path, inside: inside + "/" + repository.path,
      keepsOwner: keepsOwner)
  }

  /// Whether something that appeared in it may be the user's: then the user decides what becomes of it.
  package func mayBeUsers(_ repository: Repository) -> Bool {
    // Root starts apps as another user; files of any other user are not theirs.
    isUsersOwn && repository.owner != SandboxPolicy.ownerUnderRoot
  }
}

extension Grant {
  /// What a run with this grant may write.
  ///
  /// - Parameter data: The app's data folder.
  /// - Returns: The data folder, and each folder of the user's that the app may change.
  /// - Throws: `PermissionError` if a repository in it cannot be protected.
  package func guardedFolders(data: String) throws(PermissionError) -> [GuardedFolder] {
    var folders = [GuardedFolder(data: data)]
    for path in paths where path.isWritable {
      if let folder = try GuardedFolder(path) { folders.append(folder) }
    }
    return folders
  }
}
