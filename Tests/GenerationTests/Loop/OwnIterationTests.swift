import LLM
import Templates
import Testing
import Workspace

@testable import Events
@testable import Generation

/// What `wisp` does to an app by itself: an older Kit is renewed, and what is left of the starter goes.
@Suite struct OwnIterationTests {
  // MARK: What is left of the starter

  private static let tally = "Sources/AppCore/Tally.swift"
  private static let tallyTests = "Tests/AppCoreTests/TallyTests.swift"

  /// A starter with a part that an app may do without.
  private static var template: Template {
    var template = LoopHome.filter
    template.starter = template.starter
      .setting(tally, "public struct Tally { var count = 0 }\n")
      .setting(tallyTests, "@Test func tallies() { _ = Tally() }\n")
      .setting("Sources/AppCore/Given.swift", "public struct Given {}\n")
    template.given = [SafePath.known("Sources/AppCore/Given.swift")]
    return template
  }

  @Test(arguments: [
    ([:], [tally, tallyTests]),
    (["Sources/App/main.swift": "print(Tally())"], []),
    (["Sources/App/main.swift": "print([1].count)"], [tally, tallyTests]),
    (["Tests/AppCoreTests/MoreTests.swift": "func f(_ tally: Tally) {}"], []),
    ([tally: "public struct Tally { var count = 1 }"], []),
    ([tallyTests: "@Test func others() { _ = Tally() }"], []),
  ])
  func areTheUnusedFiles(changes: [String: String], left: [String]) throws {
    let tree = changes.reduce(Self.template.starter) { $0.setting($1.key, $1.value) }
    #expect(StarterLeftovers.files(in: tree, of: Self.template).map(\.description) == left)
  }

  @Test(arguments: [true, false])
  func areRemovedIfTheAppPassesWithoutThem(passes: Bool) async throws {
    let home = try LoopHome(Self.template)
    defer { home.remove() }
    let second: Verdict = passes ? .passing : .failing(.compile, "no")
    let generation = try home.generation(
      ScriptedModel([replying(Sample.manifest, Sample.code(1))]),
      ScriptedWorkshop([.gives(.passing), .gives(second)]), template: Self.template)
    let outcome = await generation.run(try home.session())
    #expect(outcome.finished.reason == .verified)
    let removal = "Remove what is left of the starter: Tally.swift, TallyTests.swift"
    #expect(
      try home.commits()
        == ["Write shout: Shouts [passed]"] + (passes ? ["\(removal) [passed]"] : []))
    #expect(
      outcome.session.work.tree.text(SafePath.known(Self.tally))
        == (passes ? nil : "public struct Tally { var count = 0 }\n"))
    #expect(
      home.notes() == ["without a model: \(removal)"]
        + (passes ? [] : ["the app needs them; they stay"]))
    #expect(try home.isCommitted() && home.app.history.isSealed())
  }

  // MARK: An older Kit

  private static let kit = "Sources/Kit/Page.swift"

  private static func template(kit text: String) -> Template {
    var template = LoopHome.filter
    template.starter = template.starter.setting(kit, text)
    return template
  }

  @Test(arguments: [true, false])
  func anOlderKitIsRenewedIfTheAppPassesWithIt(passes: Bool) async throws {
    let old = Self.template(kit: "public func old() {}\n")
    let new = Self.template(kit: "public func new() {}\n")
    let home = try LoopHome(old)
    defer { home.remove() }
    let first = await
      (try home.generation(
        ScriptedModel([replying(Sample.manifest, Sample.code(1))]),
        ScriptedWorkshop([.gives(.passing)]), template: old)).run(try home.session())
    let session = Session(
      request: Request(kind: .tweak, text: "louder", description: "shout"),
      tree: first.session.work.tree, manifest: first.session.work.manifest, isFrozen: true,
      iteration: 1)
    let model = ScriptedModel([replying(Sample.code(2))])
    let renewed: Verdict = passes ? .passing : .failing(.compile, "no")
    let second = await
      (try home.generation(
        model, ScriptedWorkshop([.gives(renewed), .gives(.passing)]), template: new)).run(session)
    #expect(second.finished.reason == .verified)
    let change = "Change shout: louder [passed]"
    #expect(
      try home.commits().dropFirst()
        == (passes ? ["Bring Kit up to date [passed]", change] : [change])[...])
    let kit = second.session.work.tree.text(SafePath.known(Self.kit))
    #expect(kit == "public func \(passes ? "new" : "old")() {}\n")
    let asked = try #require(model.requests.first?.messages[0].text)
    #expect(asked.contains("The Kit of this app is older") == !passes)
    #expect(asked.contains("public func old()") == !passes)
    #expect(second.session.spent.rounds == 1)
  }

  // MARK: A change that needs none

  @Test(arguments: [true, false])
  func whatTheAppDoesAlreadyIsAnAnswer(passes: Bool) async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let first = await
      (try home.generation(
        ScriptedModel([replying(Sample.manifest, Sample.code(1))]),
        ScriptedWorkshop([.gives(.passing)]))).run(try home.session())
    let session = Session(
      request: Request(kind: .tweak, text: "shout", description: "shout"),
      tree: first.session.work.tree, manifest: first.session.work.manifest, isFrozen: true,
      iteration: 1)
    let model = ScriptedModel([
      .says("ALREADY: it shouts\n"), replying(Sample.code(2)),
    ])
    let second = await
      (try home.generation(
        model,
        ScriptedWorkshop([.gives(passes ? .passing : .failing(.tests, "no")), .gives(.passing)])))
      .run(session)
    #expect(second.finished.reason == .verified)
    if passes {
      #expect(
        second.finished.message == "Nothing was changed: the app does this already, says the model."
      )
      #expect(second.session.work.tree == first.session.work.tree)
    } else {
      #expect(model.requests.last?.messages.last?.text.contains("does not pass its checks") == true)
    }
    #expect(try home.commits().count == (passes ? 1 : 2))
  }
}

extension SafePath {
  /// A path that is known to be safe.
  static func known(_ text: String) -> SafePath {
    guard let path = try? SafePath(text) else { fatalError("\(text) is no path") }
    return path
  }
}
