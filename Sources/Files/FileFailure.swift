import Foundation

/// A file operation that failed: what, on what, and why.
package struct FileFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package var operation: String
  package var path: String
  /// The `errno` value.
  package var code: Int32

  package init(operation: String, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// What Foundation's error stands for: it calls a file system that is read-only a missing permission.
  package static func code(of error: any Error, on path: String) -> Int32 {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let code = underlying.map { Int32(clamping: $0.code) } ?? EACCES
    guard [EACCES, EPERM].contains(code) else { return code }
    var folder = path
    while folder.count > 1, access(folder, F_OK) != 0 {
      folder = (folder as NSString).deletingLastPathComponent
    }
    return access(folder, W_OK) != 0 && errno == EROFS ? EROFS : code
  }

  package var description: String {
    let advice =
      switch code {
      case ENOSPC: "The disk is full: free some space and run the command again; nothing is lost."
      case EROFS: "Set WISP_HOME and XDG_CACHE_HOME to folders of a disk that can be written."
      case EACCES, EPERM: "Check who may write there, or set WISP_HOME to another folder."
      default: "Check the path and try again."
      }
    return "Could not \(operation) \(path): \(String(cString: strerror(code))).\n\(advice)"
  }
}
