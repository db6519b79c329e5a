import Catalog
import Foundation

/// A moment that needs no fraction of a second.
let noon = Date(timeIntervalSince1970: 1_800_000_000)

/// A folder of its own for one test, removed with everything in it at the end.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.path + "/wisp catalog tëst \(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where a catalog goes; the folder above does not exist yet.
  var catalog: String { path + "/home/catalog.sqlite" }
}

/// An app with nothing special about it.
func app(
  _ id: String, name: String? = nil, age: Double = 0, trashed: Bool = false,
  tool: Bool = false
) -> AppRecord {
  AppRecord(
    id: id, name: name ?? String(id.dropLast(5)), description: "Do something", template: "filter",
    trashedAt: trashed ? noon : nil, createdAt: noon.addingTimeInterval(-age),
    isTool: tool)
}
