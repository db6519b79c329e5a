import Foundation

/// A folder of its own for one test, removed with everything in it at the end.
final class TemporaryFolder: Sendable {
  let path: String

  /// The name has a space and an umlaut in it, as people's folders do.
  init() throws {
    path =
      FileManager.default.temporaryDirectory.path + "/wisp history tëst \(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
