#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension HostileFolder {
  /// Removes the folder, or the file in its place, with all that is in it; fine where there is nothing.
  ///
  /// Works with three open folders however deep it goes: what lies in a folder of the folder is moved
  /// up, so that no path becomes long and nothing recursive runs.
  package func remove() throws(TreeError) {
    guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
    try removeEntries()
    guard rmdir(path) == 0 || errno == ENOENT else { throw failure(.unwritable, "remove", path) }
  }

  /// Removes the folder so that no half of it is ever found: it gets another name first.
  ///
  /// - Parameter grave: A path that is free, on the same file system.
  /// - Throws: `FileFailure` if it cannot be renamed; `TreeError` if something of it is left there.
  package func bury(as grave: String) throws {
    guard rename(path, grave) == 0 else {
      throw FileFailure(operation: "move to \(grave) the folder", path: path, code: errno)
    }
    try HostileFolder(grave).remove()
  }

  /// Removes everything in the folder.
  package func removeEntries() throws(TreeError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw failure(.unwritable, "remove", path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw TreeError(
        code: .unwritable, path: path, description: "Cannot empty \(path): it is no folder.")
    }
    if status.st_mode & 0o700 != 0o700 { chmod(path, 0o700) }
    let root = try Descriptor.directory(at: path)
    var counter = 0
    while true {
      guard let stream = EntryStream(root) else { throw failure(.unwritable, "empty", path) }
      var removed = 0
      var reason: Int32?
      while let name = stream.next() {
        if Self.clear(name, in: root, counter: &counter) {
          removed += 1
        } else {
          reason = errno
        }
      }
      guard let reason else {
        if removed == 0 { return }
        continue
      }
      guard removed > 0 else {
        errno = reason
        throw failure(.unwritable, "remove all of", path)
      }
    }
  }

  /// Removes one entry of `root`; what a folder holds is moved to `root` first.
  ///
  /// - Returns: False where it is still there, with the reason in `errno`.
  private static func clear(
    _ name: EntryName, in root: borrowing Descriptor, counter: inout Int
  ) -> Bool {
    let number = root.number
    if name.withCString({ unlinkat(number, $0, 0) }) == 0 { return true }
    var status = stat()
    guard name.status(in: root, &status) else { return errno == ENOENT }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      errno = EPERM
      return false
    }
    guard let folder = opened(name, in: root) else { return false }
    guard let stream = EntryStream(folder) else { return false }
    let inner = folder.number
    var isEmpty = true
    while let entry = stream.next() {
      if entry.withCString({ unlinkat(inner, $0, 0) }) == 0 { continue }
      // A folder of another owner or mode can only be moved by who may write in it.
      _ = opened(entry, in: folder)
      if !moved(entry, from: folder, to: root, counter: &counter) { isEmpty = false }
    }
    guard isEmpty else { return false }
    return name.withCString { unlinkat(number, $0, AT_REMOVEDIR) } == 0
  }

  private static func moved(
    _ entry: EntryName, from folder: borrowing Descriptor, to root: borrowing Descriptor,
    counter: inout Int
  ) -> Bool {
    let (from, to) = (folder.number, root.number)
    for _ in 0..<100 {
      counter += 1
      let target = ".wisp-removed-\(counter)"
      if entry.withCString({ renameat(from, $0, to, target) }) == 0 { return true }
      guard [EEXIST, ENOTEMPTY, ENOTDIR, EISDIR].contains(errno) else { return false }
    }
    return false
  }

  /// Opens a folder, made accessible to its owner first.
  private static func opened(_ name: EntryName, in outer: borrowing Descriptor) -> Descriptor? {
    var status = stat()
    guard name.status(in: outer, &status), status.st_mode & S_IFMT == S_IFDIR else { return nil }
    let number = outer.number
    if status.st_mode & 0o700 != 0o700 {
      // Nothing runs any more that could put a link here; where something did, opening refuses it.
      _ = name.withCString { fchmodat(number, $0, 0o700, 0) }
    }
    return name.folder(in: outer)
  }
}
