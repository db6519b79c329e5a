import Catalog
import Foundation
import TestSupport

/// A moment that needs no fraction of a second.
let noon = Date(timeIntervalSince1970: 1_800_000_000)

extension TemporaryFolder {
  /// Where a catalog goes; the folder above does not exist yet.
  var catalog: String { path + "/home/catalog.sqlite" }
}

/// An app with nothing special about it.
func app(
  _ id: String, name: String? = nil, age: Double = 0, trashed: Bool = false,
  tool: Bool = false, kept: Bool = false
) -> AppRecord {
  AppRecord(
    id: id, name: name ?? String(id.dropLast(5)), description: "Do something", template: "filter",
    isKept: kept, trashedAt: trashed ? noon : nil, createdAt: noon.addingTimeInterval(-age),
    isTool: tool)
}

extension Catalog {
  /// Adds an app as it is, whatever its name.
  func insert(_ app: AppRecord) throws { try replace(id: app.id) { _ in app } }
}
