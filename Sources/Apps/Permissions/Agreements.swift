import Files
package import Foundation
package import Toolchain
import Workspace

/// What a user has agreed that an app may do: exactly these permissions, and exactly these paths.
///
/// Kept beside the app's tree, where neither the app nor a model's reply can write. It goes where the
/// app goes: to the trash and back, and away.
package struct Agreements: Sendable {
  private let path: String

  package init(_ app: AppDirectory) { path = app.path + "/agreed.json" }

  private struct Agreement: Codable, Equatable {
    var permissions: AppManifest.Permissions
    /// With links resolved: a path that leads elsewhere later is another one.
    var paths: [PermittedPath]
    var at: Date
  }

  private struct File: Codable {
    var v = 1
    var agreed: [Agreement] = []
  }

  /// Whether exactly this was agreed to.
  package func contain(_ grant: Grant) -> Bool {
    read().agreed.contains { $0.permissions == grant.permissions && $0.paths == grant.paths }
  }

  /// Remembers an agreement.
  package func add(_ grant: Grant, at now: Date = Date()) throws {
    var file = read()
    file.agreed.removeAll { $0.permissions == grant.permissions }
    file.agreed.append(Agreement(permissions: grant.permissions, paths: grant.paths, at: now))
    do {
      try JSONEncoder.document().encode(file).write(
        to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw FileFailure(operation: "write", path: path, code: FileFailure.code(of: error, on: path))
    }
  }

  /// A file that cannot be read holds no agreement.
  private func read() -> File {
    guard let data = FileManager.default.contents(atPath: path),
      let file = try? JSONDecoder.reading().decode(File.self, from: data), file.v == 1
    else { return File() }
    return file
  }
}
