import Files
import Foundation

/// A folder of the cache that one process works in.
///
/// It holds the lock on the file beside it, `PATH.lock`. A folder whose lock nobody holds is nobody's, and `sweep`
/// removes it.
final class HeldFolder: Sendable {
  let path: String
  private let lock: FileLock

  /// Takes the folder, made if it is missing; nil if somebody else holds it.
  init?(_ path: String) throws(ToolchainError) {
    try HostFile.makeFolder((path as NSString).deletingLastPathComponent)
    do {
      guard let lock = try FileLock(trying: path + Self.suffix, creating: true) else { return nil }
      self.lock = lock
    } catch {
      throw ToolchainError(
        code: .unusableFolder,
        description: "Cannot open \(error.path): \(String(cString: strerror(error.code))).")
    }
    self.path = path
    try HostFile.makeFolder(path)
  }

  /// The folder is given back; how long it is idle counts from here.
  deinit { futimens(lock.number, nil) }

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
