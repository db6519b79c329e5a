import Testing
import Workspace

@testable import Toolchain

@Suite struct DirectPlanTests {
  @Test func theHouseShape() throws {
    let plan = try plan([:])
    #expect(plan.modules.map(\.name) == ["AppCore", "App", "AppCoreTests"])
    #expect(plan.modules.map(\.isScript) == [false, true, false])
    #expect(plan.modules[2].files == ["Tests/AppCoreTests/SumTests.swift"])
    #expect(plan.languageMode == "6")
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
      new: "let x = 1\nlet package"),
    Case(
      reason: "its Package.swift is more than a plain list", old: "name: \"sum\",",
      new: "name: \"s\\u{75}m\","),
    Case(
      reason: "its Package.swift is more than a plain list", old: "]\n)",
      new: "]\n)\npackage.targets = []"),
    Case(reason: "its tools version is not 6.0 to 6.3", old: "6.1", new: "5.9"),
    Case(
      reason: "its manifest has cLanguageStandard", old: "swiftLanguageModes: [.v6]",
      new: "cLanguageStandard: .c11"),
    Case(
      reason: "a target has resources", old: ".target(name: \"AppCore\")",
      new: ".target(name: \"AppCore\", resources: [.copy(\"x\")])"),
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
      reason: "it uses XCTest", files: ["Tests/AppCoreTests/Old.swift": "import XCTest"]),
    Case(
      reason: "Sources/AppCore/A.swift imports CDispatch",
      files: ["Sources/AppCore/A.swift": "@_exported import CDispatch"]),
    Case(
      reason: "Sources/AppCore/A.swift imports SwiftShims",
      files: ["Sources/AppCore/A.swift": "let a = 1; import SwiftShims"]),
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
