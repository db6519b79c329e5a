import Events
import Testing

@testable import Toolchain

@Suite struct CompilerOutputTests {
  private func read(_ name: String) throws -> [Diagnostic] {
    DiagnosticOrder.rootsFirst(
      CompilerOutput.diagnostics(in: try Recording.text("compile/\(name).txt")))
  }

  private func error(
    _ file: String?, _ line: Int?, _ column: Int?, _ message: String, _ notes: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      file: file, line: line, column: column, severity: .error, message: message, notes: notes)
  }

  private let sum = "Sources/PassCore/Sum.swift"
  private let tests = "Tests/PassCoreTests/SumTests.swift"

  @Test func typeErrorsWithNotes() throws {
    #expect(
      try read("types") == [
        error(
          sum, 14, 5, "cannot assign to property: 'q' is a 'let' constant",
          ["\(sum):13: change 'let' to 'var' to make it mutable"]),
        error(sum, 14, 9, "cannot assign value of type 'Int' to type 'String'"),
        error(
          sum, 16, 12, "cannot convert return expression of type 'Int' to return type 'String'"),
        error(
          sum, 18, 39,
          "value of optional type 'Int?' must be unwrapped to a value of type 'Int'",
          [
            "coalesce using '??' to provide a default when the optional value contains 'nil'",
            "force-unwrap using '!' to abort execution if the optional value contains 'nil'",
          ]),
        error(sum, 20, 26, "switch must be exhaustive", ["add missing case: '.b'"]),
        error(sum, 21, 20, "cannot find 'undefinedThing' in scope"),
        error(sum, 21, 44, "value of type '[Int]' has no member 'frobnicate'"),
      ])
  }

  @Test func duplicatesAreFoldedAndFixItsKept() throws {
    #expect(
      try read("ambiguous") == [
        error(
          sum, 12, 8, "type 'Sq' does not conform to protocol 'Shape'",
          [
            "candidate has non-matching type '() -> Int'", "add stubs for conformance",
            "\(sum):11: protocol requires function 'area()' with type '() -> Double'",
            "\(sum):11: protocol requires property 'name' with type 'String'",
          ]),
        error(
          sum, 14, 40, "incorrect argument label in call (have '_:c:', expected '_:b:')",
          ["fix-it: b"]),
        error(
          sum, 14, 60, "expression is 'async' but is not marked with 'await'",
          ["fix-it: await", "call is 'async'"]),
        error(sum, 15, 53, "missing argument label 'by:' in call", ["fix-it: by:"]),
      ])
  }

  @Test func groupNamesAreDropped() throws {
    let found = try read("concurrency")
    #expect(
      found.map(\.message) == [
        "var 'counter' is not concurrency-safe because it is nonisolated global shared mutable state"
      ])
    #expect(found.first?.notes.count == 3)
  }

  @Test func warningsOfABuildThatPassed() throws {
    let found = try read("warnings")
    #expect(found.map(\.severity) == Array(repeating: .warning, count: 5))
    #expect(found.map(\.line) == [11, 11, 11, 11, 13])
    #expect(
      found.first
        == Diagnostic(
          file: sum, line: 11, column: 30, severity: .warning,
          message: "initialization of variable 'unused' was never used; "
            + "consider replacing with assignment to '_' or removing it", notes: ["fix-it: _"]))
  }

  @Test func linkerErrorsHavePlaceAndName() throws {
    #expect(
      try read("linker") == [
        error(sum, 12, nil, "undefined reference to 'no_such_symbol_anywhere'")
      ])
  }

  @Test func manifestErrorsWithoutTheCommandLine() throws {
    #expect(
      try read("manifest-error") == [
        error(
          "Package.swift", 12, 14,
          "cannot convert value of type 'String' to specified type 'Int'")
      ])
  }

  @Test func errorsInsideMacrosAreReplacedByTheMacrosOwn() throws {
    #expect(
      try read("macro") == [
        error(
          tests, 8, 1,
          "Attribute 'Test' cannot specify arguments when used with function 'wrongArgs()' "
            + "because it does not take any (from macro 'Test')"),
        error(
          tests, 9, 1,
          "Attribute 'Test' must specify arguments when used with function 'm(a:)' "
            + "(from macro 'Test ')", ["Add 'arguments:' with one collection"]),
        error(tests, 10, 60, "'nil' is not compatible with expected argument type 'Int'"),
      ])
  }

  @Test func pathsWithSpacesAndUmlauts() throws {
    #expect(
      try read("umlaut") == [
        error("Sources/PassCore/Größe und Maß.swift", 11, 27, "cannot find 'größe' in scope")
      ])
  }

  @Test(arguments: [
    ("cascade", ["Sources/PassCore/Sum.swift:11"]),
    ("duplicate-main", ["Sources/pass/App.swift:1"]),
    ("missing-module", ["Sources/PassCore/Sum.swift:2"]),
    ("redeclared", ["Sources/PassCore/Sum.swift:3", "Sources/PassCore/Sum2.swift:3"]),
    ("syntax", ["Sources/PassCore/Sum.swift:11", "Sources/PassCore/Sum.swift:11"]),
    (
      "two-errors-two-files",
      [
        "Sources/PassCore/Other.swift:1", "Sources/PassCore/Other.swift:1",
        "Sources/PassCore/Sum.swift:11",
      ]
    ),
    (
      "test-file",
      [
        "Tests/PassCoreTests/SumTests.swift:9", "Tests/PassCoreTests/SumTests.swift:9",
        "Tests/PassCoreTests/SumTests.swift:10", "Tests/PassCoreTests/SumTests.swift:11",
        "Tests/PassCoreTests/SumTests.swift:11",
      ]
    ),
    ("manifest-target", []),
  ])
  func places(recording: String, expected: [String]) throws {
    #expect(try read(recording).map { "\($0.file ?? "-"):\($0.line ?? 0)" } == expected)
  }

  @Test func missingModuleOfABrokenModuleIsACascade() {
    let text = """
      /app/Sources/Core/A.swift:1:1: error: cannot find 'x' in scope
      x
      ^
      /app/Sources/App/main.swift:1:8: error: no such module 'Core'
      import Core
             ^
      /app/Sources/App/main.swift:2:8: error: no such module 'Charts'
      import Charts
             ^
      """
    #expect(
      DiagnosticOrder.rootsFirst(CompilerOutput.diagnostics(in: text)).map(\.message)
        == ["cannot find 'x' in scope", "no such module 'Charts'"])
  }

  @Test func summariesStayWhereNothingElseIsKnown() {
    let text = "error: compile command failed with exit code 1 (use -v to see invocation)\n"
    #expect(
      DiagnosticOrder.rootsFirst(CompilerOutput.diagnostics(in: text)).map(\.message)
        == ["compile command failed with exit code 1 (use -v to see invocation)"])
  }

  @Test(arguments: [
    "", "\n\n", "error:", ": error: ", "/:1:", "/a:x:y: error: ", "[1/2] x: error: y",
  ])
  func anythingCanBeRead(text: String) {
    #expect(CompilerOutput.diagnostics(in: text).allSatisfy { $0.file == nil })
  }
}
