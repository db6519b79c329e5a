import Foundation
import Workspace

@testable import Toolchain

/// A small package: a library, a program that sums the lines of its input, and tests.
enum SamplePackage {
  static let files = [
    "Package.swift": """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
      name: "sum",
      products: [.executable(name: "sum", targets: ["App"])],
      targets: [
        .executableTarget(name: "App", dependencies: ["AppCore"]),
        .target(name: "AppCore"),
        .testTarget(name: "AppCoreTests", dependencies: ["AppCore"]),
      ],
      swiftLanguageModes: [.v6]
    )
    """,
    "Sources/AppCore/Sum.swift": """
    import Foundation

    public func sum(_ text: String) -> Int {
      text.split(separator: "\\n").compactMap { Int($0) }.reduce(0, +)
    }

    """,
    "Sources/App/main.swift": """
    import AppCore

    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    print(sum(text))

    """,
    "Tests/AppCoreTests/SumTests.swift": """
    import Testing

    @testable import AppCore

    @Test func adds() {
      #expect(sum("1\\n2\\n") == 3)
    }

    """,
  ]

  /// The package with other or further files.
  static func tree(_ changes: [String: String] = [:]) throws -> FileTree {
    var tree = FileTree()
    for (path, text) in files.merging(changes, uniquingKeysWith: { $1 }) {
      tree[try SafePath(path)] = Array(text.utf8)
    }
    return tree
  }

  static func manifest(_ examples: [Example]) -> AppManifest {
    AppManifest(name: "sum", summary: "Sums lines", template: "filter", examples: examples)
  }
}
