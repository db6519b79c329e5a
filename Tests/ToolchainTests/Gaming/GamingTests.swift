import ConfinedChecks
import Foundation
import Replies
import TestSupport
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
    /// The gate that fails; "use": it is verified, and answers right in use; or "no".
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
    guard ["no", "use"].contains(wanted.held) else {
      #expect(verdict.outcome == .failed, "\(verdict)")
      #expect(verdict.gates.first { $0.result == .failed }?.gate.rawValue == wanted.held)
      let said =
        verdict.diagnostics.map(\.message)
        + verdict.tests.failures.map { "\($0.test) \($0.message)" }
      let says = wanted.says ?? ""
      #expect(says.isEmpty || said.contains { $0.contains(says) }, "\(verdict)")
      return
    }
    #expect(verdict.outcome == .passed, "\(verdict)")
    let answer = try await Self.answer(of: scratch, in: folder, checker)
    // Named, with the reason: verified, and wrong in use.
    #expect((answer == "30\n") == (wanted.held == "use"), "\(answer)")
    #expect((wanted.because?.isEmpty == false) == (wanted.held == "no"))
  }

  /// What the program says to an input that nobody has shown, as an app that was made and used long ago.
  private static func answer(
    of scratch: String, in folder: TemporaryFolder, _ checker: Checker
  ) async throws -> String {
    let program = "\(folder.path)/programs/sum-1234/tree/build"
    let data = "\(folder.path)/apps/sum-1234/data"
    for path in [program, data] { try HostFile.makeFolder(path) }
    _ = try ProgramFiles.copy("sum", from: scratch, to: program)
    try Data("x".utf8).write(to: URL(filePath: "\(data)/earlier"))
    for path in [data, program, "\(program)/debug/sum"] {
      let time = timespec(tv_sec: 1_500_000_000, tv_nsec: 0)
      utimensat(AT_FDCWD, path, [time, time], 0)
    }
    let used = try await AppRun(
      toolchain: checker.toolchain, programDirectory: program, dataDirectory: data, product: "sum",
      input: .bytes(Array("10\n20\n".utf8)), seconds: 60
    ).run(with: checker.runner)
    return String(decoding: used.standardOutput, as: UTF8.self)
  }
}
