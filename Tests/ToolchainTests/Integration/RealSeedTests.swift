import Foundation
import Sandbox
import Synchronization
import Testing
import Workspace

@testable import Toolchain

/// What a fresh app starts from, for real, with a dependency.
@Suite(.serialized, .preparedCache) struct RealSeedTests {
  private static let files = [
    "Package.swift": """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
      name: "sum",
      products: [.executable(name: "sum", targets: ["App"])],
      dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
      ],
      targets: [
        .executableTarget(
          name: "App",
          dependencies: [
            "AppCore", .product(name: "ArgumentParser", package: "swift-argument-parser"),
          ]),
        .target(name: "AppCore"),
        .testTarget(name: "AppCoreTests", dependencies: ["AppCore"]),
      ],
      swiftLanguageModes: [.v6]
    )
    """,
    "Package.resolved": #"{"pins": [{"identity": "x"}], "version": 1}"#,
    "Sources/App/main.swift": """
    import AppCore
    import ArgumentParser

    struct Sum: ParsableCommand {
      @Argument var text: String = "1"

      func run() { print(sum(text)) }
    }
    Sum.main()
    """,
  ]

  @Test func anAppWithADependency() async throws {
    let folder = try TemporaryFolder()
    let checker = try PreparedCache.checker()
    let starter = try SamplePackage.tree(Self.files)
    let steps = Steps()
    try await checker.prepare(starter: starter) { steps.add($0) }
    #expect(steps.all.first == .building)
    #expect(steps.hasCompiled("ArgumentParser"))

    let example = Example(
      name: "doubles", arguments: ["2"],
      expect: Example.Expectation(stdout: TextExpectation(equals: "4")))
    let help = Example(
      name: "helps", arguments: ["--help"],
      expect: Example.Expectation(stdout: TextExpectation(contains: ["USAGE"])))
    let manifest = SamplePackage.manifest([example, help])
    #expect(try await checker.vacuousExamples(of: manifest, starter: starter) == ["helps"])

    var app = Self.files
    app["Sources/App/main.swift"] = Self.files["Sources/App/main.swift"]?
      .replacing("print(sum(text))", with: "print(2 * sum(text))")
    let directory = try folder.folder("tree")
    try SamplePackage.tree(app).write(to: directory, replacing: FileTree())
    // Sources older than the seed are compiled all the same.
    for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
        ofItemAtPath: "\(directory)/\(path)")
    }
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: directory, scratchDirectory: "\(folder.path)/scratch", manifest: manifest,
        starter: starter))
    #expect(verdict.outcome == .passed)
    #expect(verdict.examples == ExampleSummary(passed: 2))
    #expect(Checker.product(named: "sum", in: "\(folder.path)/scratch") == "sum")
  }
}

private final class Steps: Sendable {
  private let events = Mutex<[SeedEvent]>([])

  func add(_ event: SeedEvent) { events.withLock { $0.append(event) } }

  var all: [SeedEvent] { events.withLock { $0 } }

  func hasCompiled(_ module: String) -> Bool {
    all.contains { event in
      guard case .step(_, _, let text) = event else { return false }
      return text.hasPrefix("Compiling \(module) ") || text.hasPrefix("Emitting module \(module)")
    }
  }
}
