import Foundation
import Templates
import Testing

/// The starters are what every app begins with, so they are built and tested for real.
@Suite(.serialized)
struct StarterTests {
  @Test(arguments: ["filter", "cli"])
  func isGreenAsItStands(name: String) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("wisp-starter-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appendingPathComponent("starter")
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: templatesDirectory).appendingPathComponent("\(name)/starter"),
      to: copy)
    let build = try await run(["swift", "build"], in: copy)
    #expect(build.code == 0, "\(build.output)")
    #expect(!build.output.contains("warning:"), "\(build.output)")
    let test = try await run(["swift", "test"], in: copy)
    #expect(test.code == 0, "\(test.output)")
    #expect(test.output.contains("passed after"), "\(test.output)")
  }
}
