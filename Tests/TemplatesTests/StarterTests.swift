import Foundation
import Templates
import Testing
import Workspace

/// The starters are what every app begins with, so they are built and tested for real.
@Suite(.serialized)
struct StarterTests {
  @Test(arguments: ["filter", "cli", "report", "tui", "lens", "game"])
  func isGreenAsItStands(name: String) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("wisp-starter-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let template = try #require(TemplateCatalog.load(from: templatesDirectory)[name])
    try template.starter.write(to: folder.path, replacing: FileTree())
    let copy = folder
    let build = try await run(["swift", "build"], in: copy)
    #expect(build.code == 0, "\(build.output)")
    #expect(!build.output.contains("warning:"), "\(build.output)")
    let test = try await run(["swift", "test"], in: copy)
    #expect(test.code == 0, "\(test.output)")
    #expect(test.output.contains("passed after"), "\(test.output)")
  }

  /// What several starters share has tests of its own.
  @Test func theKitIsGreen() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wisp-kit-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: templatesDirectory).appendingPathComponent("kit"), to: folder)
    let test = try await run(["swift", "test"], in: folder)
    #expect(test.code == 0, "\(test.output)")
    #expect(!test.output.contains("warning:"), "\(test.output)")
  }
}
