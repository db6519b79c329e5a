import Events
import Files
import Sandbox
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// A real runner that does not begin to compile the tests before the program has run so often.
private final class RunsFirst: CommandRunner {
  fileprivate struct State {
    var left: Int
    var runs = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let runner: any CommandRunner
  fileprivate let state: Mutex<State>

  init(_ runner: any CommandRunner, runs: Int) {
    self.runner = runner
    state = Mutex(State(left: runs))
  }

  func run(_ command: ConfinedCommand) async throws -> CommandResult {
    if command.step == .compile, command.arguments.contains("AppCoreTests") { await hasRun() }
    let result = try await runner.run(command)
    guard command.step == .run else { return result }
    let waiting = state.withLock { state in
      state.runs += 1
      state.left -= 1
      defer { if state.left <= 0 { state.waiting = [] } }
      return state.left <= 0 ? state.waiting : []
    }
    for continuation in waiting { continuation.resume() }
    return result
  }
}

extension RunsFirst {
  /// How often the program has run.
  var runs: Int { state.withLock { $0.runs } }

  /// Returns once it has run as often as is waited for.
  func hasRun() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.left > 0 { state.waiting.append(continuation) }
        return state.left <= 0
      }
      if isOver { continuation.resume() }
    }
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

  /// One run of the example, one without anything, and two with each of three other inputs; then the example again.
  @Test(.timeLimit(.minutes(2)))
  func allRunsBesideTheCompiler() async throws {
    let verdict = try await verdict(runs: 8, example: sums)
    #expect(verdict.outcome == .passed)
    #expect(verdict.examples == ExampleSummary(passed: 1))
    #expect(verdict.proof == Proof())
    #expect(verdict.passed(.proof))
  }

  /// Checks a tree after another one, or the same, has come and run `runs` times while a model wrote.
  private func check(
    after first: [String: String], _ example: Example, runs: Int, _ files: [String: String] = [:]
  ) async throws -> (verdict: Verdict, runs: Int) {
    let folder = try TemporaryFolder()
    let prepared = try PreparedCache.checker()
    let tree = try SamplePackage.tree(files)
    try await prepared.prepare(starter: tree)
    try tree.write(to: folder.folder("tree"), replacing: FileTree())
    let runner = RunsFirst(prepared.runner, runs: runs)
    let checker = Checker(
      runner: runner, toolchain: prepared.toolchain, dependencies: prepared.dependencies,
      cacheDirectory: prepared.cacheDirectory)
    let early = checker.early(scratchDirectory: "\(folder.path)/scratch")
    await early.offer(try SamplePackage.tree(first), SamplePackage.manifest([example]))
    await runner.hasRun()
    let verdict = try await checker.check(
      CheckSubject(
        treeDirectory: "\(folder.path)/tree", scratchDirectory: "\(folder.path)/scratch",
        manifest: SamplePackage.manifest([sums]), isDistrusted: true),
      early: early)
    await early.end()
    return (verdict, runner.runs)
  }

  @Test(.timeLimit(.minutes(2)))
  func whatRanWhileTheModelWroteIsNotRunAgain() async throws {
    let (verdict, runs) = try await check(after: [:], sums, runs: 8)
    #expect(verdict.outcome == .passed)
    #expect(verdict.examples == ExampleSummary(passed: 1))
    #expect(verdict.proof == Proof())
    #expect(verdict.passed(.proof))
    #expect(runs == 9)
    #expect(try PreparedCache.leftovers() == [])
  }

  /// Two runs of the one that fails its example, nine of the one that counts.
  @Test(.timeLimit(.minutes(2)))
  func runsOfAnotherProgramDoNotCount() async throws {
    let core = "Sources/AppCore/Sum.swift"
    let wrong = try #require(SamplePackage.files[core])
      .replacing("reduce(0, +)", with: "reduce(1, +)")
    let (verdict, runs) = try await check(after: [core: wrong], sums, runs: 2)
    #expect(verdict.outcome == .passed)
    #expect(verdict.examples == ExampleSummary(passed: 1))
    #expect(runs == 11)
  }

  @Test(.timeLimit(.minutes(2)))
  func runsOfOtherExamplesDoNotCount() async throws {
    var other = sums
    other.expect.stdout = TextExpectation(equals: "4")
    let (verdict, runs) = try await check(after: [:], other, runs: 2)
    #expect(verdict.outcome == .passed)
    #expect(runs == 11)
  }

  /// A program that adds what it is given to what it was given before, and refuses words.
  private static let remembers = [
    "Sources/App/main.swift": """
    import Foundation

    let kept = (try? String(contentsOfFile: "kept", encoding: .utf8)) ?? ""
    let words = CommandLine.arguments.dropFirst()
    guard words.allSatisfy({ Int($0) != nil }) else {
      print("no number")
      exit(2)
    }
    let all = (kept.split(separator: " ").map(String.init) + words).compactMap { Int($0) }
    try all.map(String.init).joined(separator: " ").write(
      toFile: "kept", atomically: true, encoding: .utf8)
    print(words.isEmpty ? "total \\(all.reduce(0, &+))" : "kept")

    """
  ]

  /// The example twice with two runs before it, one smoke run, and once alone.
  @Test(.timeLimit(.minutes(2)))
  func runsBeforeAnExampleShareItsFolder() async throws {
    var total = sums
    total.stdin = ""
    total.before = [.init(arguments: ["1", "2"]), .init(arguments: ["4"])]
    total.expect.stdout = TextExpectation(equals: "total 7")
    let verdict = try await verdict(Self.remembers, runs: 0, example: total)
    #expect(verdict.outcome == .passed)
    #expect(verdict.examples == ExampleSummary(passed: 1))
    #expect(verdict.proof == Proof())
    #expect(verdict.passed(.proof))
  }

  @Test(.timeLimit(.minutes(2)))
  func aRunBeforeAnExampleMustWork() async throws {
    var total = sums
    total.before = [.init(arguments: ["1"]), .init(arguments: ["two"])]
    let verdict = try await verdict(Self.remembers, runs: 0, example: total)
    #expect(verdict.outcome == .failed)
    #expect(
      verdict.examples.failures == [
        ExampleFailure(
          total,
          mismatches: [
            Mismatch(
              "in run 2 of 'before': exit code differs\n  expected: 0\n  actual:   2",
              difference: TextDifference(expected: ["0"], actual: ["2"]))
          ])
      ])
  }

  @Test(.timeLimit(.minutes(2)))
  func whatFailedBeforeTheTestsCountsAfterThem() async throws {
    var wrong = sums
    wrong.expect.stdout = TextExpectation(equals: "4")
    let verdict = try await verdict(runs: 2, example: wrong)
    #expect(
      verdict.gates.map(\.result) == [.passed, .passed, .passed, .failed, .skipped, .skipped])
    #expect(verdict.proof == nil)
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
      verdict.gates.map(\.result) == [.passed, .failed, .skipped, .skipped, .skipped, .skipped])
    #expect(verdict.examples == ExampleSummary())
  }
}
