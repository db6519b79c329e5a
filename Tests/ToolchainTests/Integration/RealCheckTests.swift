import Events
import Files
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// Small packages with one problem each, checked for real.
@Suite(.serialized, .preparedCache) struct RealCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String: String] = [:]
    var examples: [Example] = []
    var outcome: Verdict.Outcome
    var results: [GateReport.Result]
    /// What the model is told, in full.
    var text: String

    var testDescription: String { name }
  }

  @Test(arguments: cases)
  func verdicts(_ sample: Case) async throws {
    for faithful in [false, true] { try await check(sample, faithful: faithful) }
  }

  private func check(_ sample: Case, faithful: Bool) async throws {
    let folder = try TemporaryFolder()
    let tree = try SamplePackage.tree(sample.files)
    let manifest = SamplePackage.manifest(sample.examples)
    let directory = try folder.folder("tree mit Ümläuten")
    try tree.write(to: directory, replacing: FileTree())
    let verdict = try await PreparedCache.checker().check(
      CheckSubject(
        treeDirectory: directory,
        // A build by `swift build` takes long from nothing.
        scratchDirectory: faithful
          ? "\(PreparedCache.directory)/scratch" : "\(folder.path)/scratch ü",
        manifest: manifest, faithful: faithful, testTimeLimit: 3, exampleTimeLimit: 2))
    let way = faithful ? "swift build" : "direct"
    #expect(verdict.outcome == sample.outcome, "\(way)")
    #expect(verdict.gates.map(\.result) == sample.results, "\(way)")
    #expect(VerdictText.repairText(verdict, tree: tree) == sample.text, "\(way)")
  }
}

private let tests = "Tests/AppCoreTests/SumTests.swift"

private func example(stdin: String, equals: String) -> Example {
  Example(
    name: "sums", stdin: stdin,
    expect: Example.Expectation(stdout: TextExpectation(equals: equals)))
}

private let cases: [RealCheckTests.Case] = [
  RealCheckTests.Case(
    name: "passing",
    examples: [
      example(
        stdin: """
          1
          2

          """, equals: "3")
    ],
    outcome: .passed, results: [.passed, .passed, .passed, .passed, .passed], text: ""),
  RealCheckTests.Case(
    name: "syntax error", files: ["Sources/AppCore/More.swift": "func f( {\n"],
    outcome: .failed, results: [.failed, .skipped, .skipped, .skipped, .skipped],
    text: """
      The syntax check failed: 1 error.

      Sources/AppCore/More.swift:1:9: error: expected parameter name followed by ':'
        > 1 | func f( {
      """),
  RealCheckTests.Case(
    name: "compile error", files: ["Sources/AppCore/More.swift": "let x: Int = \"a\"\n"],
    outcome: .failed, results: [.passed, .failed, .skipped, .skipped, .skipped],
    text: """
      The build failed: 1 error.

      Sources/AppCore/More.swift:1:14: error: cannot convert value of type 'String' to specified type 'Int'
        > 1 | let x: Int = "a"
      """),
  RealCheckTests.Case(
    name: "failing test",
    files: [
      tests:
        """
      import Testing
      @testable import AppCore

      @Test func adds() {
        #expect(sum("1\\n2") == 4)
      }

      """
    ],
    outcome: .failed, results: [.passed, .passed, .failed, .skipped, .skipped],
    text: """
      The test run failed: 1 of 1 test failed.

      Test adds() failed at Tests/AppCoreTests/SumTests.swift:5:
        Expectation failed: (sum("1\\n2") → 3) == 4
          4 | @Test func adds() {
        > 5 |   #expect(sum("1\\n2") == 4)
          6 | }
      """),
  RealCheckTests.Case(
    name: "hanging test",
    files: [
      tests:
        """
      import Testing

      @Test func hangs() async throws {
        try await Task.sleep(for: .seconds(1000))
      }
      @Test func quick() {}

      """
    ],
    outcome: .timedOut, results: [.passed, .passed, .timedOut, .skipped, .skipped],
    text: """
      The test run ran out of time: 1 of 2 tests failed.

      Test hangs() failed at Tests/AppCoreTests/SumTests.swift:3:
        did not end within 3 s
          2 |
        > 3 | @Test func hangs() async throws {
          4 |   try await Task.sleep(for: .seconds(1000))
      """),
  RealCheckTests.Case(
    name: "crashing test",
    files: [
      tests:
        """
      import Testing

      @Test func crashes() {
        let numbers = [1, 2]
        print(numbers[2])
      }

      """
    ],
    outcome: .failed, results: [.passed, .passed, .failed, .skipped, .skipped],
    text: """
      The test run failed: 1 of 1 test failed.

      Test crashes() failed at Tests/AppCoreTests/SumTests.swift:5:
        crashed with signal 4 (trap): Fatal error: Index out of range
          4 |   let numbers = [1, 2]
        > 5 |   print(numbers[2])
          6 | }
      """),
  RealCheckTests.Case(
    name: "leaving test",
    files: [
      tests: """
      import Foundation
      import Testing

      @Test func leaves() {
        exit(0)
      }

      """
    ],
    outcome: .failed, results: [.passed, .passed, .failed, .skipped, .skipped],
    text: """
      The test run failed: 1 of 1 test failed.

      Test leaves() failed at Tests/AppCoreTests/SumTests.swift:4:
        the test program ended with code 0 in the middle
          3 |
        > 4 | @Test func leaves() {
          5 |   exit(0)
      """),
  RealCheckTests.Case(
    name: "no test", files: [tests: "import Testing\n"],
    outcome: .failed, results: [.passed, .passed, .failed, .skipped, .skipped],
    text: """
      The test run failed: no test ran.
      """),
  RealCheckTests.Case(
    name: "XCTest passes and fails",
    files: [
      "Tests/AppCoreTests/OldTests.swift":
        """
      import XCTest
      @testable import AppCore

      final class OldTests: XCTestCase {
        func testGood() { XCTAssertEqual(sum("1"), 1) }
        func testBad() { XCTAssertEqual(sum("1"), 2) }
      }

      """
    ],
    outcome: .failed, results: [.passed, .passed, .failed, .skipped, .skipped],
    text: """
      The test run failed: 1 of 3 tests failed.

      Test OldTests.testBad failed at Tests/AppCoreTests/OldTests.swift:6:
        XCTAssertEqual failed: ("1") is not equal to ("2")
          5 |   func testGood() { XCTAssertEqual(sum("1"), 1) }
        > 6 |   func testBad() { XCTAssertEqual(sum("1"), 2) }
          7 | }
      """),
  RealCheckTests.Case(
    name: "failing example",
    examples: [
      example(
        stdin: """
          1
          2

          """, equals: "4")
    ],
    outcome: .failed, results: [.passed, .passed, .passed, .failed, .skipped],
    text: """
      The examples failed: 1 of 1 example failed.

      Example "sums" failed:
        arguments: none
        standard input:
          | 1
          | 2
        stdout differs
          expected: "4"
          actual:   "3"
      """),
  RealCheckTests.Case(
    name: "looping example",
    files: [
      "Sources/App/main.swift": """
      var n = 0
      if readLine() != nil {
        while true { n &+= 1 }
      }

      """
    ],
    examples: [example(stdin: "1\n", equals: "1")],
    outcome: .timedOut, results: [.passed, .passed, .passed, .timedOut, .skipped],
    text: """
      The examples ran out of time: 1 of 1 example failed.

      Example "sums" failed:
        arguments: none
        standard input:
          | 1
        did not end within 2 s
      """),
  RealCheckTests.Case(
    name: "crash without input",
    files: ["Sources/App/main.swift": "print(readLine()!)\n"],
    examples: [example(stdin: "1\n", equals: "1")],
    outcome: .failed, results: [.passed, .passed, .passed, .passed, .failed],
    text: """
      The run without arguments and input failed: sum crashed with signal 4 (trap): \
      Fatal error: Unexpectedly found nil while unwrapping an Optional value, \
      at Sources/App/main.swift:1.
      """),
  RealCheckTests.Case(
    name: "written over by the app",
    files: [
      "Sources/App/main.swift":
        """
      import Foundation
      for file in ["/app/x", "/scratch/x", "x"] {
        print(FileManager.default.createFile(atPath: file, contents: nil))
      }

      """
    ],
    examples: [
      example(
        stdin: "",
        equals: """
          false
          false
          true
          """)
    ],
    outcome: .passed, results: [.passed, .passed, .passed, .passed, .passed], text: ""),
]
