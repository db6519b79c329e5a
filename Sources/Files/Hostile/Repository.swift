#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file or folder that version control would take for a repository, and run the commands that it names.
///
/// Git takes two things for one: an entry with the name `.git`, and a folder of any name with `HEAD`,
/// `objects` and `refs` in it (a worktree's has `HEAD` and `commondir`). Mercurial and Jujutsu take an entry
/// with a name of their own. On some file systems the case of letters does not matter, so it does not here.
package struct Repository: Sendable, Equatable {
  /// Below the folder that was searched; empty for that folder itself.
  package var path: String
  /// Whether the path is UTF-8, so that it leads there.
  package var isExact: Bool
  package var identity: Identity
  /// The id of the user it belongs to.
  package var owner: UInt32
  package var isFolder: Bool
  package var isFile: Bool

  /// Tells one from another, whatever its name is.
  package struct Identity: Sendable, Hashable, Codable {
    package var device: UInt64
    package var inode: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  init(path: [UInt8], _ status: stat) {
    self.path = String(decoding: path, as: UTF8.self)
    isExact = Array(self.path.utf8) == path
    identity = Identity(status)
    owner = status.st_uid
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isFile = status.st_mode & S_IFMT == S_IFREG
  }

  /// Names that make an entry a repository, in small letters.
  static let names: [[UInt8]] = [".git", ".hg", ".jj"].map { Array($0.utf8) }

  /// Whether an entry of this name is one.
  static func isName(_ name: [UInt8]) -> Bool {
    name.first == UInt8(ascii: ".") && name.count <= 4 && names.contains(Layout.lowercased(name))
  }

  /// Which of the entries that make a folder a repository of git's are there.
  struct Layout {
    private var has: Set<[UInt8]> = []
    /// The entries called `HEAD`, without which it is no repository.
    private(set) var heads: [EntryName] = []

    private static let head = Array("head".utf8)
    private static let parts = ["objects", "refs", "commondir"].map { Array($0.utf8) }

    init() {}

    /// Of a folder of the user's, which need not be listed.
    init(at path: String) {
      for name in ["HEAD", "objects", "refs", "commondir"]
      where access(path + "/" + name, F_OK) == 0 {
        add(EntryName(bytes: Array(name.utf8)))
      }
    }

    mutating func add(_ name: EntryName) {
      guard (4...9).contains(name.bytes.count) else { return }
      let lower = Self.lowercased(name.bytes)
      if lower == Self.head {
        heads.append(name)
      } else if Self.parts.contains(lower) {
        has.insert(lower)
      }
    }

    var isRepository: Bool {
      !heads.isEmpty
        && (has.contains(Self.parts[2])
          || has.contains(Self.parts[0]) && has.contains(Self.parts[1]))
    }

    static func lowercased(_ name: [UInt8]) -> [UInt8] {
      name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
  }
}
