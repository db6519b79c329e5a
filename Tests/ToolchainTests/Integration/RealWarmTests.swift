import Events
import Foundation
import Sandbox
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// The direct way for real: with a dependency, after changes, with damaged preparations.
@Suite(.serialized, .cacheOfItsOwn) struct RealWarmTests {
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
    let program = try await StarterProgram(starter, checker: checker)
    #expect(try await program.passes([example, help]) == ["helps"])
    program.remove()

    let counting = CountingRunner(checker.runner)
    let again = try await StarterProgram(
      starter,
      checker: Checker(
        runner: counting, toolchain: checker.toolchain, dependencies: checker.dependencies,
        cacheDirectory: checker.cacheDirectory))
    #expect(try await again.passes([example, help]) == ["helps"])
    #expect(counting.made == [])
    again.remove()

    var app = Self.files
    app["Sources/App/main.swift"] = Self.files["Sources/App/main.swift"]?
      .replacing("print(sum(text))", with: "print(2 * sum(text))")
    let directory = try folder.folder("tree")
    try SamplePackage.tree(app).write(to: directory, replacing: FileTree())
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: directory, scratchDirectory: "\(folder.path)/scratch", manifest: manifest))
    #expect(verdict.outcome == .passed)
    #expect(verdict.gates[1].detail == "")
    #expect(verdict.examples == ExampleSummary(passed: 2))
    #expect(Checker.product(named: "sum", in: "\(folder.path)/scratch") == "sum")
  }

  /// Whatever is wrong with the preparations: they are made anew and the verdict is right.
  @Test(arguments: Damage.allCases)
  func damageIsNoticed(_ damage: Damage) async throws {
    let folder = try TemporaryFolder()
    let checker = try PreparedCache.checker()
    let starter = try SamplePackage.tree(Self.files)
    try await checker.prepare(starter: starter)
    let names = ["swift-argument-parser"]
    let warm = try await checker.warmStore.prepared(for: names) { _ in }
    try damage.apply(to: warm)

    let events = Steps()
    try await checker.prepare(starter: starter) { events.add($0) }
    #expect(events.all.first == .building)
    let directory = try folder.folder("tree")
    try starter.write(to: directory, replacing: FileTree())
    let verdict = try await checker.check(
      CheckSubject(treeDirectory: directory, scratchDirectory: "\(folder.path)/scratch"))
    #expect(verdict.outcome == .passed)
    #expect(verdict.gates[1].detail == "")
  }

  enum Damage: String, CaseIterable {
    case truncatedModule, missingObject, otherCompiler, halfWritten, wrongPermissions

    func apply(to warm: WarmFolder) throws {
      let files = FileManager.default
      let modules = "\(warm.files)/Modules"
      switch self {
      case .truncatedModule:
        let path = "\(modules)/ArgumentParser.swiftmodule"
        try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: 4096)
      case .missingObject: try files.removeItem(atPath: "\(modules)/ArgumentParser.o")
      case .otherCompiler:
        let path = "\(warm.directory)/warm.json"
        let record = try String(contentsOfFile: path, encoding: .utf8)
        try record.replacing("Swift version", with: "Swift versiom")
          .write(toFile: path, atomically: true, encoding: .utf8)
      case .halfWritten:
        try files.removeItem(atPath: "\(warm.directory)/warm.json")
        try files.removeItem(atPath: "\(warm.files)/ModuleCache")
      case .wrongPermissions:
        try files.setAttributes(
          [.posixPermissions: 0], ofItemAtPath: "\(modules)/ArgumentParser.swiftmodule")
      }
    }
  }
}

private final class Steps: Sendable {
  private let events = Mutex<[WarmEvent]>([])

  func add(_ event: WarmEvent) { events.withLock { $0.append(event) } }

  var all: [WarmEvent] { events.withLock { $0 } }

  func hasCompiled(_ module: String) -> Bool {
    all.contains { event in
      guard case .step(_, _, let text) = event else { return false }
      return text == "Compiling \(module)"
    }
  }
}
