import Files
import Foundation
import Workspace

/// Where `wisp` keeps things: apps in the home, what all homes can share and rebuild in the cache.
package struct Home: Sendable, Equatable {
  package let root: String
  package let cache: String

  /// Finds the folders from the environment.
  ///
  /// `WISP_HOME`, else `XDG_DATA_HOME/wisp`, else `~/.local/share/wisp`; the cache is
  /// `XDG_CACHE_HOME/wisp`, else `~/.cache/wisp`.
  package init(environment: [String: String], currentDirectory: String) {
    func absolute(_ path: String) -> String {
      path.hasPrefix("/") ? path : currentDirectory + "/" + path
    }
    func set(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : absolute($0) }
    }
    let user = environment["HOME"] ?? NSHomeDirectory()
    root =
      set("WISP_HOME") ?? set("XDG_DATA_HOME").map { $0 + "/wisp" } ?? user + "/.local/share/wisp"
    cache = set("XDG_CACHE_HOME").map { $0 + "/wisp" } ?? user + "/.cache/wisp"
  }

  package var apps: String { root + "/apps" }
  /// Build folders, one for each app in use.
  package var scratch: String { root + "/scratch" }
  /// Programs to run, one folder for each app; see `BuiltProgram`.
  package var programs: String { root + "/programs" }
  /// Copies of Swift's libraries that installed tools run with; see `SharedRuntime`.
  package var runtimes: String { root + "/runtimes" }
  /// The names of the copies of Swift's libraries that programs run with.
  package var usedRuntimes: Set<String> {
    let ids = (try? FileManager.default.contentsOfDirectory(atPath: programs)) ?? []
    return Set(ids.flatMap { app($0).runtimes })
  }
  package var trash: String { root + "/trash" }
  /// One file for each app that a process works on; see `AppLock`.
  var locks: String { root + "/locks" }
  /// One file for each run that has not been swept up after; see `RunMark`.
  var runs: String { root + "/runs" }
  package var catalog: String { root + "/catalog.sqlite" }

  /// The directories of an app; nothing is created.
  package func app(_ id: String) -> AppDirectory {
    AppDirectory(
      id: id, path: apps + "/" + id, scratch: scratch + "/" + id, programs: programs + "/" + id,
      lock: locks + "/" + id)
  }

  /// The directories of an app that was discarded.
  func trashed(_ id: String) -> AppDirectory {
    AppDirectory(
      id: id, path: trash + "/" + id, scratch: scratch + "/" + id, programs: programs + "/" + id,
      lock: locks + "/" + id)
  }

  /// Creates the home's own folders, closes home and cache to other users, and puts the reserve aside.
  ///
  /// - Throws: `FileFailure`; `SharedFolder` if others could write there all the same.
  package func prepare() throws {
    // What apps leave is nobody else's: another user's program finds no way to it.
    try ownRoot.prepare()
    try prepareCache()
    for path in [apps, trash, locks, runs] { try Self.makeDirectory(path) }
    keepReserve()
  }

  /// Creates the cache and closes it to other users; throws as `prepare`.
  package func prepareCache() throws { try ownCache.prepare() }

  /// The folders into which other users can look, because their modes cannot be changed or something else lies
  /// in them; empty as a rule.
  package var openFolders: [String] { [ownRoot, ownCache].filter(\.isOpen).map(\.path) }

  private var ownRoot: PrivateFolder {
    PrivateFolder(
      path: root,
      names: [
        "apps", "locks", "runs", "scratch", "programs", "trash", "catalog", "reserve", "history",
        "swept", "runtimes",
      ])
  }

  private var ownCache: PrivateFolder { PrivateFolder(path: cache, names: []) }

  /// Bytes that must be free before anything is generated: what the sandbox wants to see free for a build
  /// folder, and a history.
  private static let neededBytes = 1_100_000_000
  /// The same where only caches are.
  private static let neededCacheBytes = 256_000_000

  /// Refuses to begin work that a full disk would end half-way.
  package func checkSpace() throws {
    for (path, needed) in [(root, Self.neededBytes), (cache, Self.neededCacheBytes)] {
      guard let free = FreeSpace.bytes(at: path), free < needed else { continue }
      throw DiskNearlyFull(path: path, freeBytes: free, neededBytes: needed)
    }
  }

  package static func makeDirectory(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileFailure(
        operation: "create the folder", path: path, code: FileFailure.code(of: error, on: path))
    }
  }
}

/// Too little room for a build.
package struct DiskNearlyFull: Error, Equatable, CustomStringConvertible {
  package var path: String
  package var freeBytes: Int
  package var neededBytes: Int

  package var description: String {
    "Only \(freeBytes / 1_000_000) MB are free where \(path) is; a build needs "
      + "\(neededBytes / 1_000_000) MB.\nFree some space (`wisp gc` and `wisp discard` help), or set "
      + "WISP_HOME and XDG_CACHE_HOME to another disk."
  }
}

/// The directories and files of one app.
package struct AppDirectory: Sendable, Equatable {
  package let id: String
  package let path: String
  /// Build products; can be rebuilt at any time.
  package let scratch: String
  /// Programs that were built, by the tree that each was built from.
  package let programs: String
  /// The file that `AppLock` holds; beside the app, so that it stays where it is when the app moves.
  package let lock: String

  /// The package; what is bound into the sandbox.
  package var tree: String { path + "/tree" }
  /// The history, outside the tree and never visible to generated code.
  package var history: String { path + "/history.git" }
  package var journal: String { path + "/journal.jsonl" }
  /// What is known of the app that neither history nor ledger tell; see `AppFacts`.
  var facts: String { path + "/app.json" }
  /// What the running app may write.
  package var data: String { path + "/data" }
  /// Holds the id of the tree that the build folder belongs to; beside it, out of the app's reach.
  package var builtTree: String { scratch + ".tree" }
  /// The file that `BuildLock` holds.
  var buildLock: String { programs + "/.build" }

  /// What the package, its history and its data take of the disk; nil where there is no such app.
  ///
  /// Without the records beside them, which grow with what is done and not with the app.
  var bytes: Int? {
    guard access(path, F_OK) == 0 else { return nil }
    return [tree, history, data].reduce(0) { $0 + HostileFolder($1).size.bytes }
  }

  /// Creates the app's folders.
  ///
  /// - Returns: False where an app of this id exists already.
  package func create() throws -> Bool {
    guard mkdir(path, 0o755) == 0 else {
      if errno == EEXIST { return false }
      throw FileFailure(operation: "create the folder", path: path, code: errno)
    }
    for path in [tree, data] { try Home.makeDirectory(path) }
    return true
  }
}
