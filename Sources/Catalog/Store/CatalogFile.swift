import Files
import Foundation
import GRDB

/// Opens the file behind a catalog, and deals with a damaged one.
enum CatalogFile {
  /// How long a writer waits for another process, in seconds.
  private static let patience = 10.0

  static func open(_ path: String) throws -> (queue: DatabaseQueue, setAside: String?) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Two first starts must not migrate, or set aside, one file at the same time.
    return try exclusively(path + ".lock") {
      do {
        return (try openSound(path), nil)
      } catch let error as DatabaseError where isDamage(error) {
        let damaged = try setAside(path)
        return (try openSound(path), damaged)
      }
    }
  }

  private static func isDamage(_ error: DatabaseError) -> Bool {
    error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
  }

  private static func openSound(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(patience)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let migrator = Schema.migrator
    try queue.read { db in
      let complaint = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
      guard complaint == "ok" else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: complaint)
      }
      guard try !migrator.hasBeenSuperseded(db) else {
        throw CatalogRefusal(
          reason: .newer, message: "a newer version of wisp made it", advice: "Update wisp.")
      }
    }
    try migrator.migrate(queue)
    return queue
  }

  /// Moves the file, and the log beside it, to the first free `<path>.damaged-<n>`.
  private static func setAside(_ path: String) throws -> String {
    let files = FileManager.default
    var number = 1
    while files.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
    let damaged = "\(path).damaged-\(number)"
    for suffix in ["", "-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
      try files.moveItem(atPath: path + suffix, toPath: damaged + suffix)
    }
    return damaged
  }
}

/// Runs `body` while no other process holds the lock on a file.
private func exclusively<T>(_ file: String, _ body: () throws -> T) throws -> T {
  let lock: FileLock
  do {
    lock = try FileLock(waitingFor: file, creating: true)
  } catch {
    throw CatalogRefusal(
      reason: .other, message: String(cString: strerror(error.code)),
      advice: "Check who may write there.")
  }
  defer { lock.release() }
  return try body()
}
