import Foundation
import GRDB

/// The index of all apps and the ledger of what they cost, in one SQLite file.
///
/// Safe for several processes at once: write-ahead log, a busy timeout, and every change in one
/// immediate transaction. The index can be rebuilt from the app directories, so a damaged file is
/// set aside and a fresh one made.
package struct Catalog: Sendable {
  /// The file.
  package let path: String
  /// Where a damaged file was moved to when the catalog was opened; nil if it was sound.
  package let setAside: String?

  let queue: DatabaseQueue

  /// Opens the catalog, making it and the folder above it where they do not exist.
  ///
  /// - Throws: `CatalogError` if the file cannot be opened or a newer `wisp` made it.
  package init(path: String) throws(CatalogError) {
    let attempt = CatalogAttempt(operation: "open the catalog", path: path)
    let opened = try attempt.run { try CatalogFile.open(path) }
    self.path = path
    queue = opened.queue
    setAside = opened.setAside
  }

  func read<T>(
    to operation: String, _ body: (Database) throws -> T
  ) throws(CatalogError) -> T {
    try CatalogAttempt(operation: operation, path: path).run { try queue.read(body) }
  }

  func write<T>(
    to operation: String, _ body: (Database) throws -> T
  ) throws(CatalogError) -> T {
    try CatalogAttempt(operation: operation, path: path).run { try queue.write(body) }
  }
}
