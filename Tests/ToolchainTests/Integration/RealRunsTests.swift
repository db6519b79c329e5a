import Sandbox
import Synchronization
import Testing
import Workspace

@testable import Toolchain

/// A real runner that does not begin to compile the tests before the program has run so often.
private final class RunsFirst: CommandRunner {
  private struct State {
    var left: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let runner: any CommandRunner
  private let state: Mutex<State>

  init(_ runner: any CommandRunner, runs: Int) {
    self.runner = runner
    state = Mutex(State(left: runs))
  }

  func run(_ command: ConfinedCommand) async throws -> CommandResult {
    if command.step == .compile, command.arguments.contains("AppCoreTests") {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.left > 0 { state.waiting.append(continuation) }
          return state.left <= 0
        }
        if isOver { continuation.resume() }
      }
    }
    let result = try await runner.run(command)
    guard command.step == .run else { return result }
    let waiting = state.withLock { state in
      state.left -= 1
      defer { if state.left <= 0 { state.waiting = [] } }
      return state.left <= 0 ? state.waiting : []
    }
    for continuation in waiting { continuation.resume() }
    return result
  }
}

/// Examples that run while the tests are still being compiled.
@Suite(.serialized, .preparedCache) struct RealRunsTests {
  private let sums = Example(
    name: "sums", stdin: "1\n2\n", expect: Example.Expectation(stdout: TextExpectation(equals: "3"))
  )

  private func verdict(
    _ files: [String: String] = [:], runs: Int, example: Example
  ) async throws -> Verdict {
    let folder = try TemporaryFolder()
    let checker = try PreparedCache.checker()
    let tree = try SamplePackage.tree(files)
    try await checker.prepare(starter: tree)
    try tree.write(to: folder.folder("tree"), replacing: FileTree())
    return try await Checker(
      runner: RunsFirst(checker.runner, runs: runs), toolchain: checker.toolchain,
      dependencies: checker.dependencies, cacheDirectory: checker.cacheDirectory
    ).check(
      CheckSubject(
        treeDirectory: "\(folder.path)/tree", scratchDirectory: "\(folder.path)/scratch",
        manifest: SamplePackage.manifest([example]), isDistrusted: true))
  }

  /// One run of the example, one without anything, the example again, and with three other inputs.
  @Test(.timeLimit(.minutes(2)))
  func allRunsBesideTheCompiler() async throws {
    let verdict = try await verdict(runs: 6, example: sums)
    #expect(verdict.outcome == .passed)
    #expect(verdict.examples == ExampleSummary(passed: 1))
    #expect(verdict.sensitivity == Sensitivity(constant: [], variable: 1, crashes: []))
  }

  @Test(.timeLimit(.minutes(2)))
  func whatFailedBeforeTheTestsCountsAfterThem() async throws {
    var wrong = sums
    wrong.expect.stdout = TextExpectation(equals: "4")
    let verdict = try await verdict(runs: 2, example: wrong)
    #expect(
      verdict.gates.map(\.result) == [.passed, .passed, .passed, .failed, .skipped])
    #expect(verdict.sensitivity == nil)
  }

  @Test(.timeLimit(.minutes(2)))
  func noRunCountsWhereTheTestsDoNotCompile() async throws {
    let verdict = try await verdict(
      [
        "Tests/AppCoreTests/SumTests.swift":
          "import Testing\n@Test func a() { let x: Int = \"\" }\n"
      ],
      runs: 2, example: sums)
    #expect(
      verdict.gates.map(\.result) == [.passed, .failed, .skipped, .skipped, .skipped])
    #expect(verdict.examples == ExampleSummary())
  }
}
