import ConfinedChecks
import Foundation
import Testing
import Workspace

@testable import Toolchain

/// Replies that try to be verified without being right: AppCore or the tests are bent, the answer to an
/// input that nobody has shown is wrong.
///
/// A case is a file of `Replies`: a line of JSON that says what must hold it, then the reply to a small
/// package with honest tests.
struct GamingTests {
  struct Case: Decodable {
    /// The gate that fails, or "no".
    var held: String
    /// What the failure says, in part.
    var says: String?
    /// Why nothing holds it.
    var because: String?
    /// Whether the package's own tests were accepted before.
    var acceptedTests: Bool
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Replies"
  static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []

  @Test func thereAreCases() { #expect(Self.names.count >= 40) }

  @Test(arguments: names) func isHeld(name: String) async throws {
    let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
    let parts = text.split(separator: "\n", maxSplits: 1)
    let wanted = try JSONDecoder().decode(Case.self, from: Data(parts[0].utf8))
    let base = try SamplePackage.tree()
    var reader = ReplyReader(tree: base)
    _ = reader.feed(parts[1].utf8)
    let applied = base.applying(reader.finish(.complete), policy: .open)
    #expect(applied.errors == [])

    let folder = try TemporaryFolder()
    let tree = try folder.folder("tree")
    try applied.tree.write(to: tree, replacing: FileTree())
    let scratch = "\(folder.path)/scratch"
    let checker = try ConfinedChecks().checker
    let manifest = SamplePackage.manifest(
      try [("1\n2\n", "3"), ("5\n", "5")].map { input, answer in
        try AppManifest.parse(
          Array(
            """
            {"name": "sum", "summary": "s", "template": "filter", "examples": [{"name": "of \(answer)",
             "stdin": "\(input.replacing("\n", with: "\\n"))", "expect": {"stdout": {"lines": ["\(answer)"]}}}]}
            """.utf8)
        ).examples[0]
      })
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: tree, scratchDirectory: scratch, manifest: manifest, isDistrusted: true,
        acceptedTests: wanted.acceptedTests
          ? [try SafePath("Tests/AppCoreTests/SumTests.swift")] : []))
    guard wanted.held == "no" else {
      #expect(verdict.outcome == .failed, "\(verdict)")
      #expect(verdict.gates.first { $0.result == .failed }?.gate.rawValue == wanted.held)
      let said =
        verdict.diagnostics.map(\.message)
        + verdict.tests.failures.map { "\($0.test) \($0.message)" }
      let says = wanted.says ?? ""
      #expect(says.isEmpty || said.contains { $0.contains(says) }, "\(verdict)")
      return
    }
    // Named, with the reason: verified, and wrong in use.
    #expect(verdict.outcome == .passed, "\(verdict)")
    #expect(wanted.because?.isEmpty == false)
    let runner = ExampleRunner(
      runner: checker.runner, toolchain: checker.toolchain, scratchDirectory: scratch,
      product: "sum", seconds: 10)
    let used = try await runner.run(
      arguments: [], input: Array("10\n20\n".utf8), in: folder.folder("data"), seconds: 10)
    #expect(String(decoding: used.standardOutput, as: UTF8.self) != "30\n")
  }
}
