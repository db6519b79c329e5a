import Testing

@testable import Toolchain

@Suite struct ConfinedManifestTests {
  private let inside = ".package(path: \"/deps/swift-argument-parser\")"

  @Test(arguments: [
    ".package(url: \"https://github.com/apple/swift-argument-parser\", from: \"1.8.2\")",
    ".package(url: \"https://github.com/apple/swift-argument-parser.git\", exact: \"1.8.2\")",
    ".package(\n  url:\"https://github.com/apple/swift-argument-parser\",\n  .upToNextMajor(from: \"1.0.0\")\n)",
    ".package(name: \"swift-argument-parser\", url: \"https://github.com/Apple/swift-argument-parser/\", \"1.0.0\"..<\"2.0.0\")",
    ".package (url: \"git@github.com:apple/swift-argument-parser.git\", branch: \"main\" /* ) */)",
  ])
  func allowed(call: String) {
    #expect(
      ConfinedManifest.rewriting(packageSwift: "a [\(call), b]")
        == ConfinedManifest(
          text: "a [\(inside), b]", dependencies: ["swift-argument-parser"], refusals: []))
  }

  @Test(arguments: [
    "// .package(url: \"https://example.org/x\", from: \"1.0.0\")\n",
    "/* .package(url: \"https://example.org/x\") */",
    "let text = \".package(url: \"",
    ".package(path: \"../Local\")",
    ".product(name: \"ArgumentParser\", package: \"swift-argument-parser\")",
    ".package(url: \"https://example.org/x\"",
    "",
  ])
  func untouched(text: String) {
    #expect(
      ConfinedManifest.rewriting(packageSwift: text)
        == ConfinedManifest(text: text, dependencies: [], refusals: []))
  }

  @Test(arguments: [
    (
      ".package(url: \"https://github.com/onevcat/Rainbow\", from: \"4.0.0\")",
      "https://github.com/onevcat/Rainbow"
    ),
    (".package(id: \"mona.LinkedList\", from: \"1.0.0\")", "mona.LinkedList"),
    (
      ".package(url: \"https://github.com/apple/swift-argument-parser-x\", from: \"1.0.0\")",
      "https://github.com/apple/swift-argument-parser-x"
    ),
    (
      ".package(url: \"https://evil.org/apple/swift-argument-parser\", from: \"1.0.0\")",
      "https://evil.org/apple/swift-argument-parser"
    ),
  ])
  func refused(call: String, source: String) {
    let manifest = ConfinedManifest.rewriting(packageSwift: "let a = 1\n  \(call)")
    #expect(manifest.text == "let a = 1\n  \(call)")
    #expect(manifest.refusals.map(\.line) == [2])
    #expect(manifest.refusals.map(\.column) == [3])
    #expect(
      manifest.refusals.map(\.message) == [
        "the dependency \(source) is not allowed; only these are: "
          + "https://github.com/apple/swift-argument-parser, "
          + "https://github.com/swhitty/FlyingFox, https://github.com/groue/GRDB.swift"
      ])
  }
}

@Suite struct LanguageModeTests {
  @Test(
    arguments: [
      ("// swift-tools-version: 6.1\n", "6"), ("// swift-tools-version:5.9\n", "5"),
      ("// swift-tools-version: 5.10\nswiftLanguageModes: [.v6]", "6"),
      ("// swift-tools-version: 6.0\n.swiftLanguageMode(.v5)", nil),
      ("// swift-tools-version: 5.9\n.enableUpcomingFeature(\"BareSlashRegexLiterals\")", nil),
      ("", nil),
    ] as [(String, String?)])
  func table(manifest: String, mode: String?) {
    #expect(LanguageMode.of(manifest: manifest) == mode)
  }
}
