package import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension FileTree {
  /// Makes `directory`, which holds `old`, hold this tree instead: all of it or nothing.
  ///
  /// Only what differs is touched. A file appears under its name complete (temporary file, then
  /// rename) and keeps its mode; folders that become empty are removed. Never writes through a
  /// symbolic link. Where something fails midway the files are put back as in `old` before the
  /// error is thrown.
  package func write(
    to directory: String, replacing old: FileTree
  ) throws(TreeError) {
    let root = try Descriptor.directory(at: directory)
    // Deletions first: a file may give way to a folder of its name.
    let changes = differences(from: old)
    let ordered = changes.filter { files[$0] == nil } + changes.filter { files[$0] != nil }
    var done: [SafePath] = []
    var modes: [SafePath: mode_t] = [:]
    var current: SafePath?
    do throws(TreeError) {
      for path in ordered {
        current = path
        modes[path] = try? Self.mode(of: path, in: root, shown: directory)
        try Self.put(files[path], at: path, in: root, shown: directory)
        done.append(path)
      }
    } catch {
      for path in done.reversed() {
        try? Self.put(
          old.files[path], at: path, in: root, mode: modes[path], keeping: old.directories,
          shown: directory)
      }
      if let current, old.files[current] == nil {
        Self.removeEmptyFolders(above: current, in: root, keeping: old.directories)
      }
      throw error
    }
  }

  /// Writes or removes (nil) one file below `root`.
  private static func put(
    _ bytes: [UInt8]?, at path: SafePath, in root: borrowing Descriptor,
    mode: mode_t? = nil, keeping kept: Set<SafePath> = [], shown directory: String
  ) throws(TreeError) {
    let folders = path.components.dropLast().map(String.init)
    let name = String(path.name)
    let shown = directory + "/" + path.description
    guard let bytes else {
      try remove(name, below: folders, in: root, shown: shown)
      removeEmptyFolders(above: path, in: root, keeping: kept)
      return
    }
    let parent = try enter(folders[...], in: root, creating: true, shown: shown)
    switch try parent.kind(of: name, shown: shown) {
    case .file, .missing: break
    case .directory: throw blocked(shown, "a folder has that name")
    case .link: throw blocked(shown, "a symbolic link has that name")
    case .other: throw blocked(shown, "it is not a regular file")
    }
    let temporary = ".\(name.prefix(40)).\(UInt64.random(in: .min ... .max)).new"
    let number = openat(
      parent.number, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw failure(.unwritable, "create", shown) }
    let file = Descriptor(owning: number)
    do throws(TreeError) {
      try file.write(bytes, shown: shown)
      guard fchmod(file.number, parent.mode(of: name) ?? mode ?? 0o644) == 0,
        renameat(parent.number, temporary, parent.number, name) == 0
      else { throw failure(.unwritable, "write", shown) }
    } catch {
      unlinkat(parent.number, temporary, 0)
      throw error
    }
  }

  private static func mode(
    of path: SafePath, in root: borrowing Descriptor, shown: String
  ) throws(TreeError) -> mode_t? {
    let folders = path.components.dropLast().map(String.init)
    return try enter(folders[...], in: root, creating: false, shown: shown)
      .mode(of: String(path.name))
  }

  private static func remove(
    _ name: String, below folders: [String], in root: borrowing Descriptor, shown: String
  ) throws(TreeError) {
    let parent = try enter(folders[...], in: root, creating: false, shown: shown)
    switch try parent.kind(of: name, shown: shown) {
    case .missing: return
    case .file: break
    case .directory, .link, .other: throw blocked(shown, "it is not a regular file any more")
    }
    guard unlinkat(parent.number, name, 0) == 0 else {
      throw failure(.unwritable, "remove", shown)
    }
  }

  /// Removes the folders of a path from the inside out as long as they are empty.
  private static func removeEmptyFolders(
    above path: SafePath, in root: borrowing Descriptor, keeping kept: Set<SafePath>
  ) {
    for folder in path.ancestors.reversed() where !kept.contains(folder) {
      let outer = folder.components.dropLast().map(String.init)
      guard
        let parent = try? enter(
          outer[...], in: root, creating: false, shown: folder.description),
        unlinkat(parent.number, String(folder.name), AT_REMOVEDIR) == 0
      else { return }
    }
  }

  /// Opens the folder `folders` below `root`, one component at a time, no link followed.
  private static func enter(
    _ folders: ArraySlice<String>, in root: borrowing Descriptor, creating: Bool, shown: String
  ) throws(TreeError) -> Descriptor {
    var current = try root.opened(".", flags: O_DIRECTORY, shown: shown)
    for folder in folders {
      if creating, mkdirat(current.number, folder, 0o755) != 0, errno != EEXIST {
        throw failure(.unwritable, "create the folder of", shown)
      }
      let number = openat(
        current.number, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard number >= 0 else {
        if errno == ELOOP || errno == ENOTDIR {
          throw blocked(shown, "'\(folder)' is a symbolic link or not a folder")
        }
        throw failure(.unwritable, "open the folder of", shown)
      }
      current = Descriptor(owning: number)
    }
    return current
  }

  private static func blocked(_ shown: String, _ reason: String) -> TreeError {
    TreeError(
      code: .unsafePath, path: shown, description: "Cannot write \(shown): \(reason).")
  }
}
