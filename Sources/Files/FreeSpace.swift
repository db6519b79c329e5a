import Foundation

/// How much room is left on a disk.
package enum FreeSpace {
  /// Bytes that this user may still write where a path is; nil if there is no such path.
  package static func bytes(at path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let (bytes, isTooMany) = UInt64(status.f_bavail).multipliedReportingOverflow(
      by: UInt64(status.f_frsize))
    return isTooMany ? .max : Int(clamping: bytes)
  }
}
