import Files
import Foundation
import Toolchain
import Workspace

/// What is known of a folder with a program: a file in it, which everybody who uses the folder locks.
package protocol HeldFacts: Codable, Sendable {
  /// The file's name.
  static var file: String { get }
  /// The name of the program.
  var product: String { get }
  /// The program's size in bytes; nil if it was not noted. After a power loss a program may be cut.
  var notedSize: Int? { get }
}

/// A folder with a program that is ready to run, held so that no other process removes it.
///
/// ```
/// <Facts.file>   what is known of it; whoever runs the program holds a lock on it
/// build/debug/   the program and its resources
/// ```
package final class HeldProgram<Facts: HeldFacts>: Sendable {
  package let path: String
  package let facts: Facts
  /// When it was used last, as the file's time says.
  let lastUse: Date
  private let lock: FileLock

  /// Opens a folder and holds it; nil if there is none with a whole program, or it is being removed.
  package init?(path: String) {
    var status = stat()
    guard let lock = try? FileLock(trying: Self.factsFile(of: path), .shared),
      fstat(lock.number, &status) == 0,
      let bytes = try? FileHandle(fileDescriptor: lock.number).readToEnd(),
      let facts = try? JSONDecoder().decode(Facts.self, from: bytes),
      facts.notedSize == nil
        || facts.notedSize == ProgramFiles.size(of: facts.product, in: path + "/build")
    else { return nil }
    self.path = path
    self.facts = facts
    self.lock = lock
    lastUse = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
  }

  /// The folder to be mounted for a run.
  package var build: String { path + "/build" }

  /// Notes that it is used now.
  package func touch() { utimensat(AT_FDCWD, Self.factsFile(of: path), nil, 0) }

  static func factsFile(of path: String) -> String { path + "/" + Facts.file }

  /// Writes down what is known of a folder.
  ///
  /// - Throws: `TreeError` if it cannot be written.
  static func write(_ facts: Facts, to folder: String) throws {
    try HostileFolder(folder).write([UInt8](JSONEncoder().encode(facts)), to: Facts.file)
  }

  /// Removes a folder if nobody holds it; otherwise it stays for a later time.
  ///
  /// - Returns: True if the folder is gone.
  @discardableResult
  static func remove(_ folder: String) -> Bool {
    // Without its file the folder is nobody's.
    let lock = Result { () throws(FileFailure) in try FileLock(trying: factsFile(of: folder)) }
    if case .success(nil) = lock { return false }
    defer { withExtendedLifetime(lock) {} }
    let grave = (folder as NSString).deletingLastPathComponent + "/.new-" + UUID().uuidString
    return (try? HostileFolder(folder).bury(as: grave)) != nil
  }
}
