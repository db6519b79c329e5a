import Events
import Foundation
import Sandbox
import SwiftCode
import SwiftSyntax
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// Files that would end a recursive parser, and those that are nested as deeply as is allowed.
@Suite struct NestingTests {
  @Test(
    arguments: [false, true],
    [
      ("Sources/AppCore/Deep.swift", "let a: " + nested(1000, "[", "Int", "]")),
      ("Sources/AppCore/Deep.swift", "let a: " + nested(3000, "A<", "Int", ">")),
      ("Sources/App/Deep.swift", "let a: " + many(3000, "() -> ") + "Int"),
      ("Sources/App/Deep.swift", "let a = " + many(10_000, "try ") + "b"),
      ("Tests/AppCoreTests/Deep.swift", "if a {}" + many(10_000, " else if a {}")),
      (
        "Tests/AppCoreTests/Deep.swift",
        "import XCTest\n" + nested(10_000, "#if A\n", "", "#endif\n")
      ),
      ("Tests/AppCoreTests/Deep.swift", "let a = a" + many(100_000, ".a")),
      (
        "Package.swift",
        "// swift-tools-version: 6.1\nimport PackageDescription\nlet a = "
          + nested(100_000, "[", "", "]")
      ),
    ])
  func isAFailureOfTheFirstGate(faithful: Bool, file: (path: String, text: String)) async throws {
    let folder = try TemporaryFolder()
    let runner = ScriptedApp().runner
    let tree = try folder.folder("tree")
    try SamplePackage.tree([file.path: file.text]).write(to: tree, replacing: FileTree())
    let checker = ScriptedApp.checker(runner, in: folder)
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch",
        requiresTests: true, faithful: faithful))
    let refusal = try #require(NestingScan.refusal(of: file.text))
    #expect(
      verdict.diagnostics == [
        Diagnostic(
          file: file.path, line: refusal.line, column: nil, severity: .error,
          message: refusal.message)
      ])
    #expect(verdict.gates.map(\.result) == [.failed, .skipped, .skipped, .skipped, .skipped])
    #expect(verdict.gates[0].detail == "nested too deeply to be checked")
    #expect(runner.commands.isEmpty)
    #expect(SyntaxCheck.firstError(in: file.text) == .init(line: refusal.line, column: 1))
    #expect(ManifestLiteral(file.text) == nil)
  }

  /// The stack holds what is let pass, in a debug build too.
  @Test(arguments: [
    nested(100, "{ ", "1", " }"), nested(100, "(", "1", ")"), nested(99, "if a { ", "b()", " }"),
    nested(12, "[", "1", "]"), "let a: " + nested(100, "A<", "Int", ">"),
    "let a: " + many(100, "() -> ") + "Int", "let a = " + many(99, "try ") + "b",
    "if a {}" + many(500, " else if a {}"), nested(50, "#if A\n", "", "#endif\n"),
    "let a = a" + many(1000, ".a"), "let a = a" + many(999, "()"),
    "let a = " + nested(100, "a ? ", "b", " : c"), nested(100, "struct A { ", "", "}"),
    "let a = " + nested(100, "\"\\(", "b", ")\""), "let a = a" + many(500, " + a"),
  ])
  func whatPassesIsParsedAndWalked(text: String) throws {
    let file = try SwiftText.parse(text)
    #expect(file.description == text)
    let (functions, findings, mutants) = DeepStack.run {
      (
        EmptyTests.File(file).functions(helpers: []),
        TestAwareness.findings(in: text + "// canImport"),
        MutantWriter.write(["A.swift": text]).files
      )
    }
    #expect(functions == [])
    #expect(findings == [])
    #expect(mutants.keys.sorted() == ["A.swift"])
  }
}

private func many(_ count: Int, _ piece: String) -> String {
  String(repeating: piece, count: count)
}

private func nested(
  _ count: Int, _ open: String, _ middle: String, _ close: String
) -> String {
  many(count, open) + middle + many(count, close)
}
