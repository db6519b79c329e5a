#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder that a confined program could write: its entries are whatever the program made of them.
///
/// No link in it is followed, no pipe or device opened, however deep or wide it is and whatever its
/// names and modes are.
package struct HostileFolder: Sendable {
  /// The folder's own path, which is the user's or `wisp`'s: links on the way to it are followed.
  package var path: String

  package init(_ path: String) { self.path = path }

  /// The bytes of a regular file below the folder; nil where there is none, or it is larger than `limit`.
  package func bytes(of relative: String, limit: Int) -> [UInt8]? {
    guard let place = try? enter(relative),
      let file = try? place.folder.opened(place.name, flags: O_NONBLOCK, shown: relative)
    else { return nil }
    var status = stat()
    guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let bytes = try? file.contents(limit: limit, shown: relative), bytes.count <= limit
    else { return nil }
    return bytes
  }

  /// Writes a file below the folder: complete under its name, and never through what was there.
  ///
  /// - Throws: `TreeError`, also where a link or no folder is on the way.
  package func write(_ bytes: [UInt8], to relative: String) throws(TreeError) {
    let place = try enter(relative)
    let folder = place.folder.number
    let shown = path + "/" + relative
    let temporary = ".\(UInt64.random(in: .min ... .max)).new"
    let number = openat(
      folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw failure(.unwritable, "create", shown) }
    let file = Descriptor(owning: number)
    do throws(TreeError) {
      try file.write(bytes, shown: shown)
      guard renameat(folder, temporary, folder, place.name) == 0 else {
        throw failure(.unwritable, "write", shown)
      }
    } catch {
      unlinkat(folder, temporary, 0)
      throw error
    }
  }

  /// The folder in which the last name of a relative path lies, no link followed on the way.
  private func enter(_ relative: String) throws(TreeError) -> Place {
    var names = relative.split(separator: "/").map(String.init)
    guard let last = names.popLast(), ![".", ".."].contains(last), !names.contains("..") else {
      throw TreeError(
        code: .unsafePath, path: relative, description: "\(relative) leaves \(path).")
    }
    var current = try Descriptor.directory(at: path)
    for name in names {
      current = try current.opened(name, flags: O_DIRECTORY, shown: path + "/" + relative)
    }
    return Place(folder: current, name: last)
  }

  private struct Place: ~Copyable {
    let folder: Descriptor
    let name: String
  }

  /// What the folder takes of the disk, links not followed.
  package struct Size: Sendable, Equatable {
    /// Of blocks: a file with holes counts what it takes.
    package var bytes = 0
    package var entries = 0
    /// Whether there is more than was counted.
    package var isPartial = false
  }

  /// Entries counted at most, and folders entered below each other.
  private static let mostEntries = 200_000
  private static let deepest = 64

  package var size: Size {
    var size = Size()
    guard let folder = try? Descriptor.directory(at: path) else { return size }
    Self.add(folder, to: &size, depth: 0)
    return size
  }

  private static func add(_ folder: borrowing Descriptor, to size: inout Size, depth: Int) {
    guard depth < deepest, let stream = EntryStream(folder) else {
      size.isPartial = true
      return
    }
    while let name = stream.next() {
      guard size.entries < mostEntries else {
        size.isPartial = true
        return
      }
      size.entries += 1
      var status = stat()
      guard name.status(in: folder, &status) else { continue }
      size.bytes += Int(status.st_blocks) * 512
      guard status.st_mode & S_IFMT == S_IFDIR else { continue }
      guard let inner = name.folder(in: folder) else {
        size.isPartial = true
        continue
      }
      add(inner, to: &size, depth: depth + 1)
    }
  }
}
