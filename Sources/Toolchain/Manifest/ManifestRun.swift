import Foundation
import Sandbox
import Workspace

/// What manifests that are more than literals come to: each is run once, confined, and what it said
/// is kept under a name made from its text.
struct ManifestRun {
  var runner: any CommandRunner
  var toolchain: SwiftToolchain
  var cacheDirectory: String

  /// The answers that are kept at most; the oldest go first.
  private static let capacity = 200

  /// What the manifest of a build says.
  func shape(
    of text: String, command: BuildCommand, seconds: Double
  ) async throws -> PackageShape {
    let folder = "\(cacheDirectory)/manifests"
    let file = "\(folder)/\(StableHash.hex(of: ["1", toolchain.identity, text])).json"
    if let known = HostFile.bytes(at: file, limit: Self.limit) {
      if let shape = try? PackageShape(dump: known) { return shape }
    }
    let result = try await runner.run(command.describe(seconds: seconds))
    guard result.ending == .exited(0), result.standardOutput.count < Self.limit else {
      throw PackageShape.Refusal("its manifest does not run")
    }
    let shape = try PackageShape(dump: result.standardOutput)
    try HostFile.makeFolder(folder)
    makeRoom(in: folder)
    try Data(result.standardOutput).write(to: URL(filePath: file), options: .atomic)
    return shape
  }

  private static let limit = 4 << 20

  private func makeRoom(in folder: String) {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard files.count >= Self.capacity else { return }
    let byAge = files.map {
      ("\(folder)/\($0)", HostFile.stamp(of: "\(folder)/\($0)")?.seconds ?? 0)
    }
    .sorted { $0.1 < $1.1 }
    for (file, _) in byAge.prefix(files.count - Self.capacity + 1) { HostFile.remove(file) }
  }
}
