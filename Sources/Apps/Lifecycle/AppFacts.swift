import Catalog
import Files
import Foundation
import Workspace

/// What neither an app's history nor the ledger tells of it: `app.json` in the app's directory.
///
/// Written before the catalog's row is, so that the row can be made again from the directory alone.
struct AppFacts: Codable, Equatable {
  var name: String
  /// Whether the name stays; nil in files of versions in which it never did.
  var isNamed: Bool?
  /// What the user asked for.
  var description: String
  var template: String
  /// Provider and model of the last session.
  var model: String
  var createdAt: Date
  var updatedAt: Date
  var expiresAt: Date?
  var isKept: Bool
  var trashedAt: Date?
  var installedAs: String?
  /// Nil in files from before there were tools.
  var isTool: Bool?

  init(_ record: AppRecord) {
    name = record.name
    isNamed = record.isNamed
    description = record.description
    template = record.template
    model = record.model
    createdAt = record.createdAt
    updatedAt = record.updatedAt
    expiresAt = record.expiresAt
    isKept = record.isKept
    trashedAt = record.trashedAt
    installedAs = record.installedAs
    isTool = record.isTool
  }

  /// Reads them; nil where there are none, or none that can be read.
  init?(of app: AppDirectory) {
    guard let data = FileManager.default.contents(atPath: app.facts),
      let facts = try? JSONDecoder.reading(dates: .millisecondsSince1970)
        .decode(AppFacts.self, from: data)
    else { return nil }
    self = facts
  }

  /// Writes them for good: all or nothing, and synced.
  ///
  /// - Throws: `FileFailure`.
  func write(to app: AppDirectory) throws {
    let draft = app.facts + ".draft"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw FileFailure(operation: "open", path: draft, code: errno) }
    do {
      defer { close(descriptor) }
      // To the millisecond, as the catalog has them.
      let encoder = JSONEncoder.document(dates: .wholeMilliseconds)
      let bytes = Array(try encoder.encode(self)) + [0x0A]
      guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count,
        fsync(descriptor) == 0
      else { throw FileFailure(operation: "write", path: draft, code: errno) }
    }
    guard rename(draft, app.facts) == 0 else {
      throw FileFailure(operation: "write", path: app.facts, code: errno)
    }
  }
}
