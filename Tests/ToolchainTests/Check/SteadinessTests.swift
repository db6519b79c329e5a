import Events
import Files
import Sandbox
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// The gate that runs everything twice.
@Suite struct SteadinessTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    /// What the program prints in its run with this number.
    var prints: @Sendable (Int) -> String
    var source = "print(3)"
    var varies: [Variation] = []
    var mayVary: Set<Variation> = []
    /// What is said of the failure, in parts; nil if the app is verified.
    var says: [String]?
    /// What must not be said.
    var lacks = "\u{0}"
    var clock: String?

    var testDescription: String { what }
  }

  /// The same lines in another order in every run.
  private static let rotated: @Sendable (Int) -> String = { run in
    (0..<97).map { "\(($0 + run) % 97)\n" }.joined()
  }
  private static let dice: @Sendable (Int) -> String = { "3 and \($0)\n" }
  private static let rolls = "print(3, Int.random(in: 1...6))"

  static let cases: [Case] = [
    Case(what: "the same result", prints: { _ in "3\n" }),
    Case(
      what: "the order of a Dictionary", prints: rotated, mayVary: [.time],
      says: ["two runs on the same input", "sort before you print"], lacks: "varies"),
    Case(
      what: "that order, although the time may vary", prints: rotated, varies: [.time],
      mayVary: [.time], says: ["sort before you print"]),
    Case(
      what: "chance that nobody asked for", prints: dice, source: rolls,
      says: ["stdout, line 1", "it depends on chance"], lacks: "varies"),
    Case(
      what: "chance that may be meant", prints: dice, source: rolls, mayVary: [.chance],
      says: [#"send wisp.json again with "varies": ["chance"]"#]),
    Case(
      what: "chance that is meant", prints: dice, source: rolls, varies: [.chance],
      mayVary: [.chance]),
    Case(
      what: "chance, and an example that holds once", prints: { $0 == 1 ? "3\n" : "4\n" },
      source: rolls, varies: [.chance], mayVary: [.chance],
      says: ["stdout does not contain what it must"]),
    Case(
      what: "the day, which two runs cannot show", prints: { _ in "3\n" },
      source: "import Foundation\n\nprint(3, Date())", clock: "Sources/App/main.swift:3"),
    Case(
      what: "the day, which may vary", prints: { _ in "3\n" },
      source: "import Foundation\n\nprint(3, Date())", varies: [.time], mayVary: [.time]),
  ]

  @Test(arguments: cases) func isHeld(_ example: Case) async throws {
    let app = ScriptedApp()
    let runs = Mutex(0)
    let runner = ScriptedRunner { command in
      guard command.step == .run else { return try app.answer(command) }
      let number = runs.withLock { runs in
        runs += 1
        return runs
      }
      return CommandResult(
        ending: .exited(0), standardOutput: Array(example.prints(number).utf8))
    }
    let tree = try folder.folder("tree")
    try SamplePackage.tree(["Sources/App/main.swift": example.source])
      .write(to: tree, replacing: FileTree())
    var manifest = SamplePackage.manifest([
      Example(
        name: "three", arguments: ["three"],
        expect: Example.Expectation(stdout: TextExpectation(contains: ["3"])))
    ])
    manifest.varies = example.varies
    var subject = CheckSubject(
      treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch", manifest: manifest,
      faithful: true, isDistrusted: true)
    subject.mayVary = example.mayVary
    let verdict = try await ScriptedApp.checker(runner, in: folder).check(subject)

    #expect((verdict.outcome == .passed) == (example.says == nil), "\(verdict)")
    let isUnsteady = example.says?[0].contains("contain") == false
    #expect(verdict.proof == Proof(unsteady: isUnsteady ? ["three"] : [], clock: example.clock))
    // What a model is told of it, and what a person is shown.
    let text = VerdictText.repairText(verdict, tree: FileTree())
    for part in example.says ?? [] { #expect(text.contains(part), "\(text)") }
    #expect(!text.contains(example.lacks))
    #expect(FailureText(more: nil).lines(of: verdict).isEmpty == (example.says == nil))
    #expect(
      (verdict.gates.last?.notes?.first?.contains(example.clock ?? "") == true)
        == (example.clock != nil))
  }
}
