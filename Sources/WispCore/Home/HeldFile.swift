import Files
import Foundation
import Workspace

/// A file with the facts of a folder, held by whoever uses the folder so that no other process removes it.
///
/// The kernel's lock on it ends with the process, however it ends (`flock`).
final class HeldFile: Sendable {
  /// What the file says.
  let bytes: Data
  /// When the folder was used last, as the file's time says.
  let lastUse: Date
  private let path: String
  private let descriptor: Int32

  /// Opens and holds the file; nil if there is none, or the folder is being removed.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0, fstat(descriptor, &status) == 0,
      let bytes = try? FileHandle(fileDescriptor: descriptor).readToEnd()
    else {
      close(descriptor)
      return nil
    }
    self.path = path
    self.bytes = bytes
    self.descriptor = descriptor
    lastUse = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
  }

  deinit {
    // A child that is just being started has the descriptor, too, until it becomes another program.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Notes that the folder is used now.
  func touch() { utimensat(AT_FDCWD, path, nil, 0) }

  /// Removes a folder if nobody holds its file; otherwise it stays for a later time.
  ///
  /// - Returns: True if the folder is gone.
  static func removeFolder(_ folder: String, heldBy file: String) -> Bool {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
    let grave = (folder as NSString).deletingLastPathComponent + "/.new-" + UUID().uuidString
    guard rename(folder, grave) == 0 else { return false }
    return (try? HostileFolder(grave).remove()) != nil
  }
}
