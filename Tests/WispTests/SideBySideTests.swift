import Foundation
import Testing

/// Two processes that work in one cache.
@Suite struct SideBySideTests {
  private static let files = [
    "Package.swift": """
    // swift-tools-version: 6.1
    import PackageDescription
    let package = Package(
      name: "one",
      targets: [.target(name: "One"), .testTarget(name: "OneTests", dependencies: ["One"])])
    """,
    "Sources/One/One.swift": "public let one = 1\n",
    "Tests/OneTests/OneTests.swift": """
    import Testing
    @testable import One

    @Test func isOne() { #expect(one == 1) }

    """,
  ]

  /// Both prepare what every check needs and check the same folder; nobody waits, nothing is made twice
  /// in one place, and nothing is left over.
  @Test func prepareAndCheckAtOnce() async throws {
    let cache = FileManager.default.temporaryDirectory.path + "/wisp cache \(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let wisp = try WispProgram(["XDG_CACHE_HOME": cache])
    let package = wisp.folder + "/package"
    for (path, text) in Self.files {
      let file = URL(fileURLWithPath: package + "/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    async let first = wisp.run(["verify", "--json", package])
    async let second = wisp.run(["verify", "--json", package])
    for run in try await [first, second] {
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.finished["verdict"] as? String == "passed")
      // Not with `swift build`.
      let gates = try #require(run.finished["gates"] as? [[String: Any]])
      #expect(
        gates.map { $0["detail"] as? String } == [
          "", "", "1 test", "no examples", "no program to run",
        ])
    }
    #expect(entries(cache + "/wisp/warm").count == 1)
    #expect(entries(cache + "/wisp/work") == [])
    #expect(entries(cache + "/wisp/checks").count == 2)
    #expect(entries(wisp.home + "/scratch") == [])

    // What they made is as good as what one makes.
    let third = try await wisp.run(["verify", "--json", package])
    #expect(third.status == 0, "\(third.errors)")
    #expect(entries(cache + "/wisp/warm").count == 1)
    let swept = try await wisp.run(["gc"])
    #expect(swept.status == 0)
    #expect(entries(cache + "/wisp/checks") == [])
  }

  private func entries(_ folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
