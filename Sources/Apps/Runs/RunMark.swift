import Files
import Foundation
package import Toolchain
import Workspace

/// Says that an app is running, what it may write, and which repositories were there before.
///
/// A file in `runs/`, made before the run and removed when what the run left has been seen to. The process
/// holds the kernel's lock on it (`flock`), so one that nobody holds is of a run whose `wisp` was killed: the
/// next command sees to it.
package final class RunMark: Sendable {
  private struct File: Codable {
    var v = 1
    var app: String
    var folders: [GuardedFolder]
  }

  private let home: Home
  private let path: String
  private let lock: FileLock
  private let file: File

  /// A repository that a run renamed, or could not rename.
  package typealias Renaming = (old: String, new: String?)

  /// What was in the way of the empty `.git` that the app sees, such as a link, and has been renamed.
  package let displaced: [Renaming]

  /// What the run may write.
  package var folders: [GuardedFolder] { file.folders }

  /// The id of the app.
  package var app: String { file.app }

  /// Marks a run of an app that is about to begin.
  ///
  /// - Throws: `FileFailure` if the mark cannot be written.
  package init(of app: AppDirectory, writing folders: [GuardedFolder], in home: Home) throws {
    self.home = home
    displaced = Self.displacing(app)
    file = File(app: app.id, folders: folders)
    path = "\(home.runs)/\(app.id).\(UUID().uuidString)"
    // Under its name it is whole and held.
    let draft = home.runs + "/.new-" + UUID().uuidString
    lock = try FileLock(waitingFor: draft, creating: true)
    let bytes = try JSONEncoder().encode(file)
    let written = bytes.withUnsafeBytes { write(lock.number, $0.baseAddress, $0.count) }
    guard written == bytes.count,
      try Self.alone(in: home, { rename(draft, path) }) == 0
    else {
      let code = errno
      unlink(draft)
      throw FileFailure(operation: "write", path: draft, code: code)
    }
  }

  private static func displacing(_ app: AppDirectory) -> [Renaming] {
    var status = stat()
    guard lstat(app.data + "/.git", &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      return []
    }
    let inTheWay = HostileFolder(app.data).repositories().found.filter { $0.path == ".git" }
    return HostileFolder(app.data).setAside(
      Set(inTheWay.map(\.identity)), suffix: Leftovers.suffix(app.id)
    ).map { (app.data + "/" + $0.repository.path, $0.newPath.map { app.data + "/" + $0 }) }
  }

  /// Takes over a mark that a killed process left; nil if it is held, gone or damaged.
  private init?(left name: String, in home: Home) {
    let path = home.runs + "/" + name
    guard let lock = try? FileLock(trying: path),
      let data = FileManager.default.contents(atPath: path)
    else { return nil }
    guard let file = try? JSONDecoder().decode(File.self, from: data), file.v == 1 else {
      // Cut by a power loss.
      unlink(path)
      return nil
    }
    self.home = home
    displaced = []
    self.path = path
    self.lock = lock
    self.file = file
  }

  /// The marks of runs whose `wisp` was killed.
  package static func left(in home: Home) -> [RunMark] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home.runs)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.compactMap { RunMark(left: $0, in: home) }
  }

  /// Searches what the run could write for repositories that were not there before.
  package func leftovers() -> Leftovers {
    var left = Leftovers()
    for folder in file.folders {
      let path = place(of: folder)
      let search = HostileFolder(path).repositories(except: Set(folder.known))
      if let unseen = search.unseen {
        left.unseen.append(unseen.isEmpty ? path : path + "/" + unseen)
      }
      for repository in search.found where !isPlaceholder(repository, in: folder) {
        left.found.append(
          Leftovers.Found(
            repository: repository, folder: path, mayBeUsers: folder.mayBeUsers(repository)))
      }
    }
    return left
  }

  /// Renames repositories that a run left; see `HostileFolder.setAside`.
  ///
  /// - Returns: The new path of each, nil if it could not be renamed.
  package func setAside(_ found: [Leftovers.Found]) -> [Renaming] {
    Dictionary(grouping: found, by: \.folder).sorted { $0.key < $1.key }.flatMap { folder, found in
      HostileFolder(folder).setAside(
        Set(found.map(\.repository.identity)), suffix: Leftovers.suffix(app)
      ).map { (folder + "/" + $0.repository.path, $0.newPath.map { folder + "/" + $0 }) }
    }
  }

  /// The run and what it left have been seen to.
  ///
  /// Takes away the empty `.git` on which the sandbox puts the one that the app sees, unless another run
  /// of the app still needs it.
  package func remove() {
    _ = try? Self.alone(in: home) {
      unlink(path)
      let others = (try? FileManager.default.contentsOfDirectory(atPath: home.runs)) ?? []
      guard !others.contains(where: { $0.hasPrefix(app + ".") }) else { return }
      for folder in file.folders where !folder.isUsersOwn { rmdir(place(of: folder) + "/.git") }
    }
  }

  /// The empty folder that every run of an app makes.
  private func isPlaceholder(_ repository: Repository, in folder: GuardedFolder) -> Bool {
    guard !folder.isUsersOwn, repository.path == ".git", repository.isFolder else { return false }
    return HostileFolder(place(of: folder) + "/.git").size.entries == 0
  }

  /// The app may have been discarded since.
  private func place(of folder: GuardedFolder) -> String {
    let data = home.app(app).data
    guard !folder.isUsersOwn, access(data, F_OK) != 0 else { return folder.path }
    return home.trashed(app).data
  }

  /// One process at a time: a run that begins marks itself before it needs the folder that one that ends
  /// takes away.
  private static func alone<Result>(in home: Home, _ body: () throws -> Result) throws -> Result {
    let lock = try FileLock(waitingFor: home.runs + "/.lock", creating: true)
    defer { lock.release() }
    return try body()
  }
}
