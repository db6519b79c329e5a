import Files
import Foundation
import Workspace

/// A file with the facts of a folder, held by whoever uses the folder so that no other process removes it.
final class HeldFile: Sendable {
  /// What the file says.
  let bytes: Data
  /// When the folder was used last, as the file's time says.
  let lastUse: Date
  private let path: String
  private let lock: FileLock

  /// Opens and holds the file; nil if there is none, or the folder is being removed.
  init?(_ path: String) {
    var status = stat()
    guard let lock = try? FileLock(trying: path, .shared), fstat(lock.number, &status) == 0,
      let bytes = try? FileHandle(fileDescriptor: lock.number).readToEnd()
    else { return nil }
    self.path = path
    self.bytes = bytes
    self.lock = lock
    lastUse = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
  }

  /// Notes that the folder is used now.
  func touch() { utimensat(AT_FDCWD, path, nil, 0) }

  /// Removes a folder if nobody holds its file; otherwise it stays for a later time.
  ///
  /// - Returns: True if the folder is gone.
  static func removeFolder(_ folder: String, heldBy file: String) -> Bool {
    // Without its file the folder is nobody's.
    let lock = Result { () throws(FileFailure) in try FileLock(trying: file) }
    if case .success(nil) = lock { return false }
    defer { withExtendedLifetime(lock) {} }
    let grave = (folder as NSString).deletingLastPathComponent + "/.new-" + UUID().uuidString
    return (try? HostileFolder(folder).bury(as: grave)) != nil
  }
}
