import Testing
import Workspace

@testable import Toolchain

@Suite struct DirectPlanTests {
  @Test func theHouseShape() throws {
    let plan = try plan([:])
    #expect(plan.modules.map(\.name) == ["AppCore", "App", "AppCoreTests"])
    #expect(plan.modules.map(\.isScript) == [false, true, false])
    #expect(plan.modules[2].files == ["Tests/AppCoreTests/SumTests.swift"])
    #expect(plan.modules.map(\.settings.languageMode) == ["6", "6", "6"])
    #expect(
      plan.programs == [
        DirectPlan.Program(name: "sum", entry: "App", modules: ["AppCore", "App"], prebuilt: [])
      ])
    #expect(
      plan.testProgram
        == DirectPlan.Program(
          name: "sumPackageTests", entry: nil, modules: ["AppCore", "AppCoreTests"], prebuilt: []))
  }

  @Test func modulesThatAreReachedThroughOthers() throws {
    let manifest = """
      // swift-tools-version:6.2
      import PackageDescription

      // A comment.
      let package = Package(
        name: "deep",
        targets: [
          .testTarget(name: "DeepTests", dependencies: ["Top"]),
          .executableTarget(name: "Top", dependencies: [.target(name: "Middle")]),
          .target(name: "Middle", dependencies: [.byName(name: "Bottom"),]),
          .target(name: "Bottom"),
        ])
      """
    let plan = try plan([
      "Package.swift": manifest, "Sources/Top/Top.swift": "@main struct Top {}",
      "Sources/Middle/A.swift": "", "Sources/Bottom/B.swift": "",
      "Tests/DeepTests/T.swift": "@testable import Top\nimport Bottom",
    ])
    #expect(plan.modules.map(\.name) == ["Bottom", "Middle", "Top", "DeepTests"])
    #expect(plan.modules[3].modules == ["Bottom", "Middle", "Top"])
    #expect(plan.modules[2].isScript == false)
    #expect(plan.programs.map(\.name) == ["Top"])
    #expect(plan.testProgram?.modules == ["Bottom", "Middle", "Top", "DeepTests"])
  }

  @Test func namesThatAreNoIdentifiers() throws {
    let plan = try plan([
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "word-count",
        targets: [
          .executableTarget(name: "word-count", dependencies: ["my.core", "3d+"]),
          .target(name: "my.core", resources: [.copy("list.txt")]),
          .target(name: "3d+"),
          .testTarget(name: "word-count-tests", dependencies: ["word-count"]),
        ])
      """,
      "Sources/word-count/main.swift": "import my_core\nimport _d_", "Sources/3d+/A.swift": "",
      "Sources/my.core/A.swift": "", "Sources/my.core/list.txt": "",
      "Tests/word-count-tests/T.swift": "@testable import word_count",
    ])
    #expect(plan.modules.map(\.name) == ["my_core", "_d_", "word_count", "word_count_tests"])
    #expect(plan.modules[0].bundle?.name == "word-count_my.core.resources")
    #expect(plan.modules[3].modules == ["my_core", "_d_", "word_count"])
    #expect(
      plan.programs == [
        DirectPlan.Program(
          name: "word-count", entry: "word_count", modules: ["my_core", "_d_", "word_count"],
          prebuilt: [])
      ])
    #expect(plan.testProgram?.fileName == "word-countPackageTests.xctest")
  }

  @Test(arguments: [
    ("4.0", "4", false), ("4.1", "4", false), ("4.2", "4.2", false), ("5.0", "5", false),
    ("5.3", "5", false), ("5.4", "5", false), ("5.8", "5", false), ("5.9", "5", true),
    ("6.0", "6", true), ("6.3", "6", true),
  ])
  func whatTheToolsVersionSays(version: String, mode: String, hasPackageAccess: Bool) throws {
    let isOld = version < "5.4"
    let plan = try plan([
      "Package.swift": """
      // swift-tools-version:\(version)
      import PackageDescription
      let package = Package(
        name: "old",
        targets: [
          .\(isOld ? "target" : "executableTarget")(name: "Tool", dependencies: ["Core"]),
          .target(name: "Core"),
          .testTarget(name: "CoreTests", dependencies: ["Core"]),
        ])
      """,
      "Sources/Tool/main.swift": "import Core", "Sources/Core/A.swift": "",
      "Tests/CoreTests/T.swift": "import Core",
    ])
    #expect(plan.programs.map(\.name) == ["Tool"])
    #expect(plan.modules.map(\.settings.languageMode) == [mode, mode, mode])
    #expect(
      plan.modules.map(\.settings.hasPackageAccess)
        == [hasPackageAccess, hasPackageAccess, hasPackageAccess])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var reason: String
    var files: [String: String] = [:]
    /// Replaced in the sample's manifest.
    var old = ""
    var new = ""

    var testDescription: String { reason }
  }

  @Test(arguments: [
    Case(
      reason: "its Package.swift is more than a plain list", old: "let package",
      new: "let x = f()\nlet package"),
    Case(
      reason: "its Package.swift is more than a plain list", old: "name: \"sum\",",
      new: "name: \"s\\(1)m\","),
    Case(
      reason: "its Package.swift is more than a plain list", old: "]\n)",
      new: "]\n)\npackage.targets = []"),
    Case(reason: "its tools version is not 4.0 to 6.3", old: "6.1", new: "6.4"),
    Case(reason: "its tools version is not 4.0 to 6.3", old: "6.1", new: "3.1"),
    Case(
      reason: "AppTests depends on something of another kind",
      files: [
        "Package.swift": """
        // swift-tools-version:5.4
        import PackageDescription
        let package = Package(
          name: "old",
          targets: [
            .executableTarget(name: "App"), .testTarget(name: "AppTests", dependencies: ["App"]),
          ])
        """, "Tests/AppTests/T.swift": "",
      ]),
    Case(
      reason: "Sources/Tool/ has its entry point in another file",
      files: [
        "Package.swift": """
        // swift-tools-version:5.4
        import PackageDescription
        let package = Package(name: "old", targets: [.executableTarget(name: "Tool")])
        """, "Sources/Tool/Tool.swift": "@main struct Tool {}",
      ]),
    Case(
      reason: "a file of it lists its tests", files: ["Tests/LinuxMain.swift": "import XCTest"]),
    Case(
      reason: "the name of a b is not one for a module of its own",
      files: ["Sources/a b/A.swift": ""], old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\"), .target(name: \"a b\")"),
    Case(
      reason: "names in its manifest are missing or used twice",
      files: ["Sources/app-core/A.swift": "", "Sources/app_core/A.swift": ""],
      old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\"), .target(name: \"app-core\"), .target(name: \"app_core\")"),
    Case(
      reason: "its manifest has cLanguageStandard", old: "swiftLanguageModes: [.v6]",
      new: "cLanguageStandard: .c11"),
    Case(
      reason: "the resource Sources/AppCore/x is not there", old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", resources: [.copy(\"x\")])"),
    Case(
      reason: "two resources of AppCore have one name",
      files: ["Sources/AppCore/x/a.txt": "", "Sources/AppCore/x/y/a.txt": ""],
      old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", resources: [.process(\"x\")])"),
    Case(
      reason: "a resource of it is processed in a way of its own",
      files: ["Sources/AppCore/en.lproj/a.txt": ""], old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", resources: [.process(\"en.lproj\")])"),
    Case(
      reason: "it has a resource .embedInCode", old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", resources: [.embedInCode(\"x\")])"),
    Case(
      reason: "it has a setting .unsafeFlags", old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", swiftSettings: [.unsafeFlags([\"-O\"])])"),
    Case(
      reason: "a target has plugins", old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", plugins: [])"),
    Case(
      reason: "the path ../x in its manifest is no plain one", old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", path: \"../x\")"),
    Case(
      reason: "Sources/AppCore/no.txt is excluded and not there",
      old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", exclude: [\"no.txt\"])"),
    Case(
      reason: "Other lies in the folder of AppCore", files: ["Sources/AppCore/Other/A.swift": ""],
      old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\"), .target(name: \"Other\", path: \"Sources/AppCore/Other\")"),
    Case(
      reason: "a class of tests is generic",
      files: [
        "Tests/AppCoreTests/Old.swift":
          "import XCTest\nclass A<T>: XCTestCase { func testA() {} }"
      ]),
    Case(
      reason: "its tests depend on conditions",
      files: [
        "Tests/AppCoreTests/Old.swift":
          "import XCTest\nclass A: XCTestCase {\n#if DEBUG\nfunc testA() {}\n#endif\n}"
      ]),
    Case(
      reason: "whether B is a class of tests is not certain",
      files: [
        "Tests/AppCoreTests/Old.swift": "import XCTest\nclass B: AppCore.A { func testA() {} }"
      ]),
    Case(
      reason: "it has a target .macro", old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\"), .macro(name: \"M\")"),
    Case(
      reason: "App depends on something of another kind",
      old: "dependencies: [\"AppCore\"]),\n    .target",
      new: "dependencies: [\"Nothing\"]),\n    .target"),
    Case(
      reason: "its targets depend on each other in a circle",
      files: ["Sources/Other/A.swift": ""], old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", dependencies: [\"Other\"]), "
        + ".target(name: \"Other\", dependencies: [\"AppCore\"])"),
    Case(
      reason: "a product is not made of targets of its kind", old: "targets: [\"App\"]",
      new: "targets: [\"AppCore\"]"),
    Case(
      reason: "the name of Testing is not one for a module of its own",
      files: ["Sources/Testing/A.swift": ""], old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\"), .target(name: \"Testing\")"),
    Case(
      reason: "Sources/AppCore/ holds more than Swift files",
      files: ["Sources/AppCore/x.c": "int x;"]),
    Case(
      reason: "Sources/AppCore/ has two files of one name",
      files: ["Sources/AppCore/More/sum.swift": ""]),
    Case(
      reason: "Sources/AppCore/ has a main.swift and is no program",
      files: ["Sources/AppCore/main.swift": ""]),
    Case(
      reason: "Sources/AppCore/A.swift imports XCTest",
      files: ["Sources/AppCore/A.swift": "import XCTest"]),
    Case(
      reason: "Sources/AppCore/A.swift imports GRDB",
      files: ["Sources/AppCore/A.swift": "let a = 1; import GRDB"]),
    Case(
      reason: "Sources/App/A.swift imports AppCoreTests",
      files: ["Sources/App/A.swift": "@_exported import AppCoreTests"]),
    Case(
      reason: "Sources/AppCore/A.swift imports App",
      files: ["Sources/AppCore/A.swift": "@_spi(Secret)  public import struct App.Thing"]),
    Case(
      reason: "a dependency of it is not used", old: "  targets: [\n    .exec",
      new: "  dependencies: [.package(url: \"https://github.com/apple/swift-argument-parser\", "
        + "from: \"1.8.2\")],\n  targets: [\n    .exec"),
  ])
  func isLeftToSwiftBuild(_ sample: Case) throws {
    var files = sample.files
    if !sample.old.isEmpty {
      let manifest = try #require(SamplePackage.files["Package.swift"])
      files["Package.swift"] = manifest.replacing(sample.old, with: sample.new)
      #expect(files["Package.swift"] != manifest)
    }
    let error = #expect(throws: DirectPlan.Refusal.self) { try plan(files) }
    #expect(error?.reason == sample.reason)
  }

  private func plan(_ changes: [String: String]) throws -> DirectPlan {
    let tree = try SamplePackage.tree(changes)
    return try DirectPlan(tree, packageSwift: tree.text(SafePath("Package.swift")) ?? "")
  }
}
