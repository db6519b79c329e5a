import Foundation

/// A folder of the cache that one process works in.
///
/// The kernel's lock on the file beside it, `PATH.lock`, ends with the process, however it ends
/// (`flock`). A folder whose lock nobody holds is therefore nobody's, and `sweep` removes it.
final class HeldFolder: Sendable {
  let path: String
  private let descriptor: Int32

  /// Takes the folder, made if it is missing; nil if somebody else holds it.
  init?(_ path: String) throws(ToolchainError) {
    try HostFile.makeFolder((path as NSString).deletingLastPathComponent)
    let lock = path + Self.suffix
    while true {
      let descriptor = open(lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw ToolchainError(
          code: .unusableFolder,
          description: "Cannot open \(lock): \(String(cString: strerror(errno))).")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      var status = stat()
      // Whoever held it may have removed the file since it was opened.
      guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
        close(descriptor)
        continue
      }
      self.path = path
      self.descriptor = descriptor
      break
    }
    try HostFile.makeFolder(path)
  }

  /// The folder is given back; how long it is idle counts from here.
  deinit {
    futimens(descriptor, nil)
    // A child that is just being started has the descriptor, too, until it becomes another program.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Removes the folder and, if nothing of it is left, its lock's file.
  func remove() {
    HostFile.remove(path)
    if HostFile.stamp(of: path) == nil { unlink(path + Self.suffix) }
  }

  /// Removes the folders in `parent` that nobody holds and that were given back so many seconds ago.
  static func sweep(_ parent: String, idleFor seconds: Double, now: Date = Date()) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    let folders = names.map { $0.hasSuffix(suffix) ? String($0.dropLast(suffix.count)) : $0 }
    for name in Set(folders) {
      let path = "\(parent)/\(name)"
      guard let given = (HostFile.stamp(of: path + suffix) ?? HostFile.stamp(of: path))?.seconds,
        now.timeIntervalSince1970 - Double(given) >= seconds,
        let held = try? HeldFolder(path)
      else { continue }
      held.remove()
    }
  }

  private static let suffix = ".lock"
}
