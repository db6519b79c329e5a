import Files
import Foundation
import Workspace

/// Files of the host that confined programs may have written or replaced.
enum HostFile {
  /// A regular file's bytes, `limit` at most; nil for anything else.
  ///
  /// A link at the end of the path is not followed.
  static func bytes(at path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    // Nil at the end of the file, too.
    return [UInt8]((try? handle.read(upToCount: limit)) ?? Data())
  }

  /// A file's kind, mode, size and modification time; nil if it does not exist.
  static func stamp(of path: String) -> Stamp? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    return Stamp(
      isFolder: status.st_mode & S_IFMT == S_IFDIR, mode: Int(status.st_mode),
      size: Int(status.st_size), seconds: Int(time.tv_sec), number: UInt64(status.st_ino),
      description: "\(status.st_mode) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)")
  }

  struct Stamp {
    var isFolder: Bool
    /// Kind and permissions.
    var mode: Int
    /// In bytes.
    var size: Int
    /// Since 1970.
    var seconds: Int
    /// The same for all names of one file, within a file system.
    var number: UInt64
    var description: String
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(ToolchainError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ToolchainError(
        code: .unusableFolder,
        description: "Cannot make the folder \(path): \(error.localizedDescription)")
    }
  }

  /// Another value after every start of the machine, which may have lost what was written last before it stopped.
  static var machineStart: String {
    String(decoding: bytes(at: "/proc/sys/kernel/random/boot_id", limit: 64) ?? [], as: UTF8.self)
  }

  /// Removes a file or folder, closed folders in it too.
  ///
  /// No link is followed. What cannot be removed stays: it is looked for again.
  static func remove(_ path: String) { try? HostileFolder(path).remove() }

  /// Removes everything in a folder.
  static func empty(_ folder: String) throws { try HostileFolder(folder).removeEntries() }
}
