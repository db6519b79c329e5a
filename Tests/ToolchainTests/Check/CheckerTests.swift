import Events
import Files
import Foundation
import Sandbox
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Toolchain

@Suite struct CheckerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func check(
    _ app: ScriptedApp, _ changes: [String: String] = [:], examples: [Example] = [],
    requiresTests: Bool = true, runner: ScriptedRunner? = nil,
    report: @escaping @Sendable (CheckEvent) -> Void = { _ in }
  ) async throws -> (Verdict, ScriptedRunner) {
    let runner = runner ?? app.runner
    let tree = try folder.folder("tree")
    try SamplePackage.tree(changes).write(to: tree, replacing: FileTree())
    let checker = ScriptedApp.checker(runner, in: folder)
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch",
        manifest: examples.isEmpty ? nil : SamplePackage.manifest(examples),
        requiresTests: requiresTests, faithful: true), report: report)
    return (verdict, runner)
  }

  private static let three = Example(
    name: "three", arguments: ["-v"], stdin: "1\n2\n", files: ["in/a.txt": "x"],
    expect: Example.Expectation(stdout: TextExpectation(equals: "3")))

  @Test func gatesInOrder() async throws {
    let (verdict, runner) = try await check(ScriptedApp(), examples: [Self.three])
    // What examples prove is asked of apps that were written by a model.
    #expect(verdict.gates.map(\.gate) == Gate.allCases.filter { $0 != .proof })
    #expect(verdict.gates.map(\.result) == Array(repeating: .passed, count: 5))
    #expect(verdict.gates.map(\.detail) == ["", "", "1 test", "1 example", ""])
    #expect(verdict.outcome == .passed)
    // Examples and smoke run beside the tests.
    #expect(runner.steps.prefix(2) == [.parse, .build])
    #expect(
      runner.steps.dropFirst(2).map(\.rawValue).sorted() == ["run", "run", "swiftTesting"])
  }

  @Test func aFailedGateEndsTheCheck() async throws {
    var app = ScriptedApp()
    app.build = CommandResult(
      ending: .exited(1),
      standardOutput: Array("/app/Sources/App/main.swift:1:8: error: no\n".utf8))
    let events = Events()
    let (verdict, runner) = try await check(app, examples: [Self.three]) { events.add($0) }
    let error = Diagnostic(
      file: "Sources/App/main.swift", line: 1, column: 8, severity: .error, message: "no")
    #expect(verdict.outcome == .failed)
    #expect(verdict.gates.map(\.result) == [.passed, .failed, .skipped, .skipped, .skipped])
    #expect(verdict.diagnostics == [error])
    #expect(runner.steps == [.parse, .build])
    #expect(
      events.names == [
        "started syntax", "finished syntax passed", "started compile", "found no",
        "finished compile failed",
      ])
  }

  @Test func whatEachCommandSees() async throws {
    let (_, runner) = try await check(ScriptedApp(), examples: [Self.three])
    let seen = runner.commands.map { command in
      ([command.policy.profile.rawValue, command.policy.workingDirectory]
        + command.policy.mounts.map { "\($0.inside)\($0.writable ? " rw" : "")" })
        .joined(separator: " ")
    }
    #expect(
      seen.prefix(2) == [
        "build /app /toolchain /app /scratch rw",
        "build /app /toolchain /app /scratch rw",
      ])
    // The runs go beside the tests, so the tests may come at any place among them.
    #expect(
      seen.dropFirst(2).sorted() == [
        "run /data /toolchain /scratch /data rw",
        "run /data /toolchain /scratch /data rw",
        "test /app /toolchain /app /scratch /data rw",
      ])
    let runs = runner.commands.filter { $0.step == .run }
    #expect(
      runs.map(\.arguments) == [["/scratch/debug/sum", "-v"], ["/scratch/debug/sum"]])
    guard case .bytes(let input)? = runs.first?.input else {
      Issue.record("the example has no standard input")
      return
    }
    #expect(input == Array("1\n2\n".utf8))
  }

  @Test(arguments: [
    (
      CommandResult.Ending.timedOut(seconds: 300), Verdict.Outcome.timedOut,
      "the compiler did not finish within 300 s"
    ),
    (.signalled(9), .failed, "the compiler was ended by signal 9"),
    (.exited(1), .failed, "the compiler ended with code 1"),
  ])
  func aBuildWithoutDiagnostics(
    ending: CommandResult.Ending, outcome: Verdict.Outcome, message: String
  ) async throws {
    var app = ScriptedApp()
    app.build = CommandResult(ending: ending, standardOutput: Array("[1/2] Compiling\n".utf8))
    let (verdict, _) = try await check(app)
    #expect(verdict.outcome == outcome)
    #expect(
      verdict.diagnostics == [
        Diagnostic(
          file: nil, line: nil, column: nil, severity: .error, message: message,
          notes: ["[1/2] Compiling"])
      ])
  }

  @Test func noTestIsAFailureWhereTestsAreRequired() async throws {
    var app = ScriptedApp()
    app.events = "none"
    app.swiftTesting = CommandResult(ending: .exited(69))
    #expect(try await check(app).0.gates[2].detail == "no test ran")
    #expect(try await check(app).0.outcome == .failed)
    #expect(try await check(app, requiresTests: false).0.outcome == .passed)
  }

  @Test func xctestRunsWhereItIsImported() async throws {
    var app = ScriptedApp()
    app.xctest = CommandResult(
      ending: .exited(1),
      standardOutput: try Recording.bytes("tests/xctest.xctest.out.txt"))
    let (verdict, runner) = try await check(
      app, ["Tests/AppCoreTests/Old.swift": "import XCTest\n"])
    #expect(
      runner.steps.filter { $0 != .run } == [.parse, .build, .swiftTesting, .xctest])
    #expect(verdict.tests.passed == 2)
    #expect(verdict.tests.failed == 4)
    #expect(verdict.gates[2].detail == "4 of 6 tests failed")
  }

  @Test func examplesAreComparedAndNamed() async throws {
    var app = ScriptedApp()
    app.run = CommandResult(
      ending: .exited(2), standardOutput: Array("4\n".utf8),
      standardError: Array("oops\n".utf8))
    var example = Self.three
    example.expect.files = ["out.txt": TextExpectation(contains: ["x"])]
    let (verdict, _) = try await check(app, examples: [example])
    #expect(verdict.gates[3].detail == "1 of 1 example failed")
    #expect(
      verdict.examples
        == ExampleSummary(
          failed: 1,
          failures: [
            ExampleFailure(
              example,
              mismatches: [
                Mismatch(
                  "exit code differs\n  expected: 0\n  actual:   2\n  stderr ends: oops",
                  difference: TextDifference(expected: ["0"], actual: ["2"]),
                  remark: "stderr ends: oops"),
                Mismatch(
                  "stdout differs\n  expected: \"3\"\n  actual:   \"4\"",
                  difference: TextDifference(expected: ["3"], actual: ["4"])),
                Mismatch("the file out.txt is missing afterwards"),
              ])
          ]))
  }

  @Test(arguments: [
    (
      CommandResult.Ending.signalled(11), Verdict.Outcome.failed,
      "sum crashed with signal 11 (segmentation fault)\nlast lines:\n  3"
    ),
    (.timedOut(seconds: 5), .timedOut, "sum did not end within 5 s"),
  ])
  func theSmokeRunMustEnd(
    ending: CommandResult.Ending, outcome: Verdict.Outcome, detail: String
  ) async throws {
    var app = ScriptedApp()
    app.run = CommandResult(ending: ending, standardOutput: Array("3\n".utf8))
    let (verdict, _) = try await check(app)
    #expect(verdict.outcome == outcome)
    #expect(verdict.gates[4].detail == detail)
  }

  @Test func aRunThatWasTooSlowBesideTheTestsIsRepeatedAlone() async throws {
    let runs = Mutex(0)
    let app = ScriptedApp()
    let slow = ScriptedRunner { command in
      guard command.step == .run else { return try app.answer(command) }
      let number = runs.withLock { runs in
        runs += 1
        return runs
      }
      return number <= 2 ? CommandResult(ending: .timedOut(seconds: 5)) : try app.answer(command)
    }
    let (verdict, _) = try await check(app, examples: [Self.three], runner: slow)
    #expect(verdict.outcome == .passed)
    #expect(runs.withLock { $0 } == 4)
  }

  @Test func aDependencyThatIsNotAllowedIsNamed() async throws {
    let manifest = """
      // swift-tools-version: 6.1
      let package = Package(name: "a", dependencies: [
        .package(url: "https://github.com/onevcat/Rainbow", from: "4.0.0")
      ])
      """
    let (verdict, runner) = try await check(ScriptedApp(), ["Package.swift": manifest])
    #expect(runner.steps == [])
    #expect(
      verdict.diagnostics == [
        Diagnostic(
          file: "Package.swift", line: 3, column: 3, severity: .error,
          message: "the dependency https://github.com/onevcat/Rainbow is not allowed; "
            + "only these are: https://github.com/apple/swift-argument-parser, "
            + "https://github.com/swhitty/FlyingFox, https://github.com/groue/GRDB.swift")
      ])
  }

  @Test func anAllowedDependencyIsShownWithTheManifestThatFindsIt() async throws {
    let manifest = """
      // swift-tools-version: 6.1
      let package = Package(name: "a", dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
      ])
      """
    _ = try folder.folder("deps/swift-argument-parser")
    try Data("// swift-tools-version: 6.1".utf8).write(
      to: URL(filePath: "\(folder.path)/deps/swift-argument-parser/Package.swift"))
    let (_, runner) = try await check(ScriptedApp(), ["Package.swift": manifest])
    #expect(
      runner.commands[1].policy.mounts.map(\.inside)
        == [
          "/toolchain", "/app", "/app/Package.swift", "/deps/swift-argument-parser", "/scratch",
        ])
  }

  @Test func missingSourcesOfADependencySayWhatToDo() async throws {
    let manifest = """
      // swift-tools-version: 6.1
      .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
      """
    let error = await #expect(throws: ToolchainError.self) {
      try await check(ScriptedApp(), ["Package.swift": manifest])
    }
    #expect(error?.code == .dependencyMissing)
    #expect(error?.description.contains("git clone --depth 1 --branch 1.8.2") == true)
  }

  @Test func nothingIsLeftInTheCache() async throws {
    _ = try await check(ScriptedApp(), examples: [Self.three])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/cache/work") == [])
  }

  @Test func whatTheSandboxCannotDoIsAnError() async throws {
    let error = SandboxError(kind: .missing, message: "no bwrap", advice: "install it")
    await #expect(throws: error) {
      try await check(ScriptedApp(), runner: ScriptedRunner { _ in throw error })
    }
  }
}

private final class Events: Sendable {
  private let all = Mutex<[CheckEvent]>([])

  func add(_ event: CheckEvent) { all.withLock { $0.append(event) } }

  var names: [String] {
    all.withLock { $0 }.map { event in
      switch event {
      case .gateStarted(let gate): "started \(gate.rawValue)"
      case .diagnosticFound(let diagnostic): "found \(diagnostic.message)"
      case .gateFinished(let result): "finished \(result.gate.rawValue) \(result.result.rawValue)"
      case .failuresFound(let failures):
        "failures \(failures.tests.map(\.test) + failures.examples.map(\.example))"
      case .tracesMade(let traces): "traces \(traces.map(\.example))"
      }
    }
  }
}
