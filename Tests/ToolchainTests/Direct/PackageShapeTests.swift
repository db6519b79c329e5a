import Testing
import Workspace

@testable import Toolchain

@Suite struct PackageShapeTests {
  /// Everything that is read from a literal.
  private static let manifest = """
    // swift-tools-version: 6.2
    import PackageDescription

    /* What both have. */
    let strict: [SwiftSetting] = [.swiftLanguageMode(.v5), .define("A", .when(platforms: [.linux]))]
    let core = "Core"

    let package = Package(
      name: "all",
      products: [.library(name: core, targets: [core]), .executable(name: "all", targets: ["Tool"])],
      dependencies: [
        .package(url: "https://github.com/swhitty/FlyingFox.git", .upToNextMajor(from: "0.27.1")),
      ],
      targets: [
        Target.target(
          name: "Core", dependencies: ["FlyingFox"], path: "Core", exclude: ["notes.md"],
          sources: ["Code"], resources: [.process("Data"), .copy("raw.txt")],
          swiftSettings: strict + [
            .enableUpcomingFeature("ExistentialAny"), .define("B", .when(platforms: [.macOS])),
            .defaultIsolation(MainActor.self), .treatAllWarnings(as: .error),
          ]),
        .executableTarget(name: "Tool", dependencies: [.target(name: "Core")]),
        .testTarget(
          name: "CoreTests",
          dependencies: [.byName(name: "Core"), .product(name: "FlyingSocks", package: "flyingfox")]),
      ]
    )
    """

  @Test func aLiteral() throws {
    let shape = try PackageShape(try #require(ManifestLiteral(Self.manifest)))
    var expected = PackageShape(name: "all", tools: try ToolsVersion(6, 2))
    expected.executables = [.init(name: "all", target: "Tool")]
    expected.published = ["Core"]
    expected.dependencies = ["https://github.com/swhitty/FlyingFox.git"]
    expected.targets = [
      .init(
        kind: .library, name: "Core", names: ["FlyingFox"], path: "Core", sources: ["Code"],
        exclude: ["notes.md"],
        resources: [.init(rule: .process, path: "Data"), .init(rule: .copy, path: "raw.txt")],
        settings: SwiftSettings(
          languageMode: "5", defines: ["A"],
          arguments: [
            "-enable-upcoming-feature", "ExistentialAny", "-default-isolation", "MainActor",
            "-warnings-as-errors",
          ])),
      .init(kind: .executable, name: "Tool", targets: ["Core"]),
      .init(
        kind: .test, name: "CoreTests", names: ["Core"],
        products: [.init(name: "FlyingSocks", package: "flyingfox")]),
    ]
    #expect(shape == expected)
  }

  @Test func filesAndFlags() throws {
    var tree = FileTree()
    for path in [
      "Core/Code/A.swift", "Core/Code/Deep/B.swift", "Core/Other.swift", "Core/notes.md",
      "Core/raw.txt", "Core/Data/x.json", "Core/Data/deep/y.json", "Sources/Tool/main.swift",
      "Tests/CoreTests/T.swift", "Core/.hidden",
    ] {
      tree[try SafePath(path)] = []
    }
    let plan = try DirectPlan(tree, packageSwift: Self.manifest)
    #expect(plan.modules.map(\.name) == ["Core", "Tool", "CoreTests"])
    #expect(plan.modules[0].files == ["Core/Code/A.swift", "Core/Code/Deep/B.swift"])
    #expect(plan.modules[0].bundle?.name == "all_Core.resources")
    #expect(
      plan.modules[0].bundle?.files == [
        "x.json": "Core/Data/x.json", "y.json": "Core/Data/deep/y.json", "raw.txt": "Core/raw.txt",
      ])
    #expect(plan.modules[0].prebuilt == ["CSystemLinux", "FlyingSocks", "FlyingFox"])
    #expect(plan.testProgram?.prebuilt == ["CSystemLinux", "FlyingSocks", "FlyingFox"])
    #expect(plan.dependencies == ["FlyingFox"])
  }

  /// What `swift package dump-package` prints of a manifest like it.
  @Test func aDump() throws {
    let dump = try PackageShape(dump: Array(Recording.text("manifest/dump.json").utf8))
    var expected = PackageShape(name: "ref-pack", tools: try ToolsVersion(6, 2))
    expected.executables = [.init(name: "ref-tool", target: "tool")]
    expected.dependencies = [
      "https://github.com/swhitty/FlyingFox", "https://github.com/groue/GRDB.swift",
    ]
    expected.targets = [
      .init(
        kind: .library, name: "Lib",
        products: [
          .init(name: "FlyingFox", package: "FlyingFox"),
          .init(name: "GRDB", package: "GRDB.swift"),
        ],
        resources: [.init(rule: .process, path: "Data"), .init(rule: .copy, path: "raw.txt")],
        settings: SwiftSettings(
          languageMode: "5", defines: ["ABC"],
          arguments: [
            "-enable-upcoming-feature", "ExistentialAny", "-enable-experimental-feature",
            "Lifetimes", "-default-isolation", "MainActor", "-strict-memory-safety",
          ])),
      .init(kind: .executable, name: "tool", names: ["Lib"]),
      .init(
        kind: .test, name: "LibTests", names: ["Lib", "tool"],
        resources: [.init(rule: .copy, path: "Fix")]),
    ]
    #expect(dump == expected)
  }

  /// Settings for other systems, and of traits that nobody has switched on, say nothing of a build here.
  @Test func settingsForElsewhere() throws {
    let literal = """
      // swift-tools-version: 5.9
      import PackageDescription
      let package = Package(
        name: "a",
        targets: [
          .target(
            name: "Core", cSettings: [.define("A", .when(platforms: [.windows]))],
            linkerSettings: [.linkedFramework("XCTest", .when(platforms: [.macOS, .iOS]))])
        ])
      """
    #expect(
      try PackageShape(try #require(ManifestLiteral(literal))).targets.map(\.settings) == [
        SwiftSettings(languageMode: "5")
      ])
    let here = literal.replacing(".macOS, .iOS", with: ".macOS, .linux")
    #expect(throws: PackageShape.Refusal("a target has linkerSettings")) {
      try PackageShape(try #require(ManifestLiteral(here)))
    }
    let dump = """
      {"name": "a", "toolsVersion": {"_version": "6.1.0"}, "dependencies": [], "products": [],
       "traits": [{"name": "A", "enabledTraits": []}, {"name": "default", "enabledTraits": []}],
       "targets": [{"name": "Core", "type": "regular", "exclude": [], "dependencies": [], "resources": [],
         "settings": [
           {"tool": "swift", "kind": {"define": {"_0": "X"}},
            "condition": {"platformNames": ["linux"], "config": "debug"}},
           {"tool": "swift", "kind": {"define": {"_0": "Y"}},
            "condition": {"platformNames": [], "traits": ["A"]}},
           {"tool": "linker", "kind": {"linkedFramework": {"_0": "XCTest"}},
            "condition": {"platformNames": ["macos"]}}]}]}
      """
    #expect(
      try PackageShape(dump: Array(dump.utf8)).targets.map(\.settings) == [
        SwiftSettings(languageMode: "6", defines: ["X"])
      ])
    let byDefault = dump.replacing(
      #""name": "default", "enabledTraits": []"#,
      with: #""name": "default", "enabledTraits": ["A"]"#)
    #expect(throws: PackageShape.Refusal("it has traits that are on by default")) {
      try PackageShape(dump: Array(byDefault.utf8))
    }
  }
}
