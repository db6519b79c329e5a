import Events
import Testing
import Workspace

@testable import Toolchain

/// Two versions of a small app, built and run on the same inputs.
@Suite(.serialized, .preparedCache) struct RealComparisonTests {
  private static let sums = Example(
    name: "sums", stdin: "1\n2\n", expect: Example.Expectation(stdout: TextExpectation(equals: "3"))
  )
  private static let withoutNegatives = Example(
    name: "leaves out negatives", stdin: "-1\n3\n",
    expect: Example.Expectation(stdout: TextExpectation(equals: "3")))

  private static func program(
    _ commit: String, _ changes: [String: String], _ examples: [Example]
  ) async throws -> TreeProgram {
    try #require(
      try await TreeProgram(
        building: AppVersion(
          commit: commit, tree: try SamplePackage.tree(changes),
          manifest: SamplePackage.manifest(examples)),
        checker: try PreparedCache.checker()))
  }

  @Test(.timeLimit(.minutes(3)))
  func showsWhatNobodyAskedForFirst() async throws {
    let core = "Sources/AppCore/Sum.swift"
    let positive = try #require(SamplePackage.files[core])
      .replacing(".reduce(0, +)", with: ".filter { $0 > 0 }.reduce(0, +)")
    let old = try await Self.program("old", [:], [Self.sums])
    let new = try await Self.program("new", [core: positive], [Self.sums, Self.withoutNegatives])

    let found = try await BehaviourComparison(from: old, to: new).compared()
    #expect([found.from, found.to] == ["old", "new"])
    #expect(found.inputs > 20)
    #expect(found.same + found.differences.count <= found.inputs)
    #expect(found.varying == 0)
    let asked = found.differences.filter(\.isAsked)
    #expect(asked.contains { $0.before.example == "leaves out negatives" && $0.before.with == nil })
    let unasked = try #require(found.differences.first)
    #expect(!unasked.isAsked)
    #expect(found.differences.last?.isAsked == true)
    #expect(unasked.before.with == "a negative number")
    // Smaller than the input that showed it, which was "-7⏎2".
    #expect(unasked.before.given == "< -7")
    #expect([unasked.before, unasked.after].map(\.cameOut) == ["-7", "0"])

    let same = try await BehaviourComparison(from: old, to: old).compared()
    #expect(same.differences == [])
    #expect(same.same == same.inputs)
    // Without time nothing is compared.
    #expect(
      try await BehaviourComparison(from: old, to: new).compared(seconds: 0)
        == BehaviourCompared(from: "old", to: "new"))
  }

  @Test(.timeLimit(.minutes(2)))
  func aTreeThatDoesNotBuildHasNoProgram() async throws {
    let broken = AppVersion(
      commit: "c", tree: try SamplePackage.tree(["Sources/App/main.swift": "nonsense()"]),
      manifest: SamplePackage.manifest([Self.sums]))
    #expect(
      try await TreeProgram(building: broken, checker: try PreparedCache.checker())?.commit
        == nil)
  }
}
