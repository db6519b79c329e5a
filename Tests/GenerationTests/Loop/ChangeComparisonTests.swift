import Foundation
import Testing
import Toolchain
import Workspace

@testable import Apps
@testable import Events
@testable import Generation

/// What a change changed, told at the end of its session.
@Suite struct ChangeComparisonTests {
  private static let first = replying(Sample.manifest, Sample.code(1))
  private static let change = Request(
    kind: .tweak, text: "louder", description: LoopHome.request.text)

  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var comparison: Result<BehaviourCompared?, any Error>
    var change: ScriptedWorkshop.Check = .gives(.passing)
    /// Whether the session comes to a comparison.
    var isCompared = true
    var told: BehaviourCompared?
    var notes: [String] = []

    var testDescription: String { what }
  }

  private struct DiskIsFull: Error, CustomStringConvertible {
    var description: String { "the disk is full" }
  }

  private static let found = BehaviourCompared(from: "a", to: "b", inputs: 4, same: 4)

  static let cases: [Case] = [
    Case(what: "a comparison", comparison: .success(found), told: found),
    Case(what: "no program to compare with", comparison: .success(nil)),
    Case(
      what: "a failing world",
      comparison: .failure(DiskIsFull()),
      notes: ["what the change changed is not known: the disk is full"]),
    Case(
      what: "a change that is not verified", comparison: .success(found),
      change: .gives(.failing(.tests, "no")), isCompared: false),
  ]

  @Test(arguments: cases) func isTold(_ example: Case) async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let written = ScriptedWorkshop([.gives(.passing)], comparison: .success(Self.found))
    _ = try await home.generation(ScriptedModel([Self.first]), written).run(try home.session())
    // A new app is compared with nothing.
    #expect(written.kept == [])
    #expect(written.compared == [])

    let workshop = ScriptedWorkshop([example.change], comparison: example.comparison)
    let generation = try home.generation(ScriptedModel([replying(Sample.code(2))]), workshop)
    var request = Self.change
    request.limits.rounds = 1
    let tree = try FileTree.read(directory: home.app.directory.tree)
    let before = try #require(try home.app.history.head())
    let outcome = await generation.run(
      Session(
        request: request, tree: tree, manifest: tree.manifest, isFrozen: true,
        acceptedTests: [], iteration: 1))

    #expect(outcome.finished.verified == example.isCompared)
    let manifest = try #require(tree.manifest)
    #expect(workshop.kept == [AppVersion(commit: before, tree: tree, manifest: manifest)])
    let head = try #require(try home.app.history.head())
    #expect(workshop.compared.map(\.commit) == (example.isCompared ? [head] : []))
    #expect(outcome.session.compared == example.told)
    let events = Journal(path: home.app.directory.journal).events().map(\.event)
    #expect(
      events.compactMap { event in
        if case .behaviourCompared(let compared) = event { compared } else { nil }
      } == (example.told.map { [$0] } ?? []))
    #expect(home.notes() == example.notes)
    guard case .sessionFinished = events.last else {
      Issue.record("the last event is \(String(describing: events.last))")
      return
    }
  }
}
