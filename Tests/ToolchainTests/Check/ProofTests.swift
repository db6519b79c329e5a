import Events
import Files
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// The gate that asks whether examples prove anything.
@Suite struct ProofTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let three = Example(
    name: "three", stdin: "1\n2\n",
    expect: Example.Expectation(stdout: TextExpectation(contains: ["3"])))
  private static let six = Example(
    name: "six", stdin: "6\n",
    expect: Example.Expectation(stdout: TextExpectation(contains: ["3"])))

  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    /// What the starter passes; nil if the contract was accepted before.
    var vacuous: [String]?
    var mayBeConstant = false
    /// Whether the program prints what it is given, after what the examples want.
    var looksAtInput = true
    var isVerified: Bool
    var proof: Proof
    /// The example that each problem is about, and how what is said of it begins.
    var problems: [[String]] = []

    var testDescription: String { what }
  }

  @Test(arguments: [
    Case(
      what: "nothing is vacuous", vacuous: [], isVerified: true, proof: Proof(vacuous: [])),
    Case(
      what: "some are", vacuous: ["six"], isVerified: true, proof: Proof(vacuous: ["six"])),
    Case(
      what: "all are", vacuous: ["three", "six"], isVerified: false,
      proof: Proof(vacuous: ["three", "six"]),
      problems: [["three, six", "holds already for the untouched starter"]]),
    Case(
      what: "the answer is always the same", looksAtInput: false, isVerified: false,
      proof: Proof(constant: ["three", "six"], isConstancyHeld: true),
      problems: [["three, six", "the output is the same for other numbers"]]),
    Case(
      what: "which may be meant", mayBeConstant: true, looksAtInput: false, isVerified: true,
      proof: Proof(constant: ["three", "six"])),
  ]) func isAskedOfAppsThatAModelWrote(_ example: Case) async throws {
    let app = ScriptedApp()
    let runner = ScriptedRunner { command in
      guard command.step == .run else { return try app.answer(command) }
      var given: [UInt8] = []
      if example.looksAtInput, case .bytes(let bytes) = command.input { given = bytes }
      return CommandResult(ending: .exited(0), standardOutput: Array("3\n".utf8) + given)
    }
    let tree = try folder.folder("tree")
    try SamplePackage.tree([:]).write(to: tree, replacing: FileTree())
    var subject = CheckSubject(
      treeDirectory: tree, scratchDirectory: "\(folder.path)/scratch",
      manifest: SamplePackage.manifest([Self.three, Self.six]), faithful: true,
      isDistrusted: true)
    if let vacuous = example.vacuous { subject.vacuousExamples = { vacuous } }
    subject.mayBeConstant = example.mayBeConstant
    let verdict = try await ScriptedApp.checker(runner, in: folder).check(subject)
    #expect((verdict.outcome == .passed) == example.isVerified, "\(verdict)")
    #expect(verdict.gates.map(\.gate) == Gate.allCases)
    #expect(verdict.gates.dropLast().allSatisfy { $0.isPassed }, "\(verdict)")
    #expect(verdict.proof == example.proof)
    let failures = verdict.problems.compactMap(\.example)
    #expect(failures.map(\.example) == example.problems.map { $0[0] })
    for (failure, problem) in zip(failures, example.problems) {
      #expect(failure.mismatches[0].message.hasPrefix(problem[1]))
    }
    // What a model is told of it, and what a person is shown.
    let text = VerdictText.repairText(verdict, tree: FileTree())
    #expect(text.isEmpty == example.isVerified)
    #expect(example.problems.allSatisfy { text.contains($0[1]) })
    #expect(FailureText(more: nil).lines(of: verdict).isEmpty == example.isVerified)
  }
}
