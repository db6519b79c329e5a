import Testing
import Workspace

@testable import Toolchain

/// Which of several manifests counts.
@Suite struct ManifestFileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The tools version that each file asks for, by the version in its name; "" for `Package.swift`.
    var tools: [String: String]
    /// The version in the name of the one that counts.
    var expected: String
    var testDescription: String { "\(tools)" }
  }

  /// For Swift 6.3.1; each was tried with `swift package dump-package` of that version.
  @Test(arguments: [
    Case(tools: ["": "5.9"], expected: ""),
    Case(tools: ["": "5.7", "6.0": "6.0"], expected: "6.0"),
    Case(tools: ["": "5.9", "5.8": "5.8"], expected: ""),
    Case(tools: ["": "5.9", "5.10": "5.9"], expected: ""),
    Case(tools: ["": "5.7", "5.9": "5.9", "6.0": "6.0", "6.4": "6.4"], expected: "6.0"),
    Case(tools: ["": "5.7", "6": "5.5"], expected: "6"),
    Case(tools: ["": "5.7", "6.3": "5.5", "6": "5.6"], expected: "6.3"),
    Case(tools: ["": "5.7", "6.3.1": "5.5", "6.3": "5.6"], expected: "6.3.1"),
    Case(tools: ["": "5.7", "7": "5.8"], expected: ""),
  ])
  func theOneThatCounts(_ sample: Case) throws {
    func name(_ version: String) -> String {
      version.isEmpty ? "Package.swift" : "Package@swift-\(version).swift"
    }
    var tree = FileTree()
    for (version, tools) in sample.tools {
      tree[try SafePath(name(version))] = Array("// swift-tools-version:\(tools)\n".utf8)
    }
    let found = ManifestFile.name(
      in: tree, compiler: "Swift version 6.3.1 (swift-6.3.1-RELEASE)")
    #expect(found == name(sample.expected))
  }
}
