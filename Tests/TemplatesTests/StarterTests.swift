import Foundation
import Templates
import Testing

/// The starters are what every app begins with, so they are built and tested for real.
@Suite(.serialized)
struct StarterTests {
  @Test(arguments: ["filter", "cli"])
  func isGreenAsItStands(name: String) throws {
    try withTemporaryFolder { folder in
      let copy = folder.appendingPathComponent("starter")
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: templatesDirectory).appendingPathComponent("\(name)/starter"),
        to: copy)
      let build = try run(["swift", "build"], in: copy)
      #expect(build.code == 0, "\(build.output)")
      #expect(!build.output.contains("warning:"), "\(build.output)")
      let test = try run(["swift", "test"], in: copy)
      #expect(test.code == 0, "\(test.output)")
      #expect(test.output.contains("passed after"), "\(test.output)")
    }
  }
}
