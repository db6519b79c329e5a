import Events
import Files
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// The compiler's fix-its reach the verdict.
@Suite(.serialized, .preparedCache) struct RealFixItTests {
  /// From a note of the compile gate, and from the syntax gate.
  @Test(arguments: [
    ("func count() -> Int {\n  let a = 1\n  a += 1\n  return a\n}\n", Gate.compile, 24, 27, "var"),
    ("let a = [1 2]\n", Gate.syntax, 10, 10, ","),
  ])
  func reachTheVerdict(text: String, gate: Gate, start: Int, end: Int, fix: String) async throws {
    let folder = try TemporaryFolder()
    let directory = try folder.folder("tree")
    let file = "Sources/AppCore/Added.swift"
    try SamplePackage.tree([file: text]).write(to: directory, replacing: FileTree())
    let verdict = try await PreparedCache.checker().check(
      CheckSubject(treeDirectory: directory, scratchDirectory: "\(folder.path)/scratch"))
    #expect(verdict.gates.first { $0.result == .failed }?.gate == gate)
    #expect(
      verdict.diagnostics.first?.fixIts == [
        FixIt([FixIt.Edit(file: file, start: start, end: end, text: fix)])
      ])
  }
}
