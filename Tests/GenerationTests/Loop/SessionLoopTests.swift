import Foundation
import LLM
import Replies
import Templates
import Testing
import Workspace

@testable import Apps
@testable import Events
@testable import Generation

/// Whole sessions with a scripted model: how they end, what is recorded, what the model was asked.
@Suite struct SessionLoopTests {
  /// What is seen of a session from outside.
  struct Seen: Equatable {
    var reason: StopReason
    var message: String? = nil
    /// The model's requests by stage, over and over again for each answer.
    var asked: [Stage]
    var commits: [String]
    var notes: [String] = []
    var rounds = 1
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var answers: [ScriptedModel.Answer]
    var checks: [ScriptedWorkshop.Check] = [.gives(.passing)]
    var stronger: [ScriptedModel.Answer]?
    var others: [Template] = []
    var limits = Limits()
    var seen: Seen

    var testDescription: String { what }
  }

  private static let first = replying(Sample.manifest, Sample.code(1))
  private static let written = "Write shout: Shouts"

  static let cases: [Case] = [
    Case(
      what: "verified at once", answers: [first],
      seen: Seen(
        reason: .verified, message: "It builds, its tests and examples pass.", asked: [.write],
        commits: ["\(written) [passed]"])),
    Case(
      what: "repaired", answers: [first, replying(Sample.code(2))],
      checks: [.gives(.failing(.tests, "no", proof: Proof(vacuous: []))), .gives(.passing)],
      seen: Seen(
        reason: .verified, asked: [.write, .repair],
        commits: ["\(written) [failed]", "Repair shout [passed]"], rounds: 2)),
    Case(
      what: "refused: words three times", answers: [.says("I would rather not.")],
      seen: Seen(
        reason: .refused,
        message: "The model answered in words and sent no file, 3 times in a row.",
        asked: [.write, .write, .write], commits: [],
        notes: ["rejected: empty", "rejected: empty", "rejected: empty"], rounds: 0)),
    Case(
      what: "disputed",
      answers: [first, .says("DISPUTE: the example \"loud\": a is quiet")],
      checks: [.gives(.failing(.examples, "no", proof: Proof(vacuous: [])))],
      seen: Seen(
        reason: .disputed, message: "The model disputes the example “loud”: a is quiet",
        asked: [.write, .repair], commits: ["\(written) [failed]"])),
    Case(
      what: "another template", answers: [.says("TEMPLATE: report"), first],
      others: [LoopHome.report],
      seen: Seen(
        reason: .verified, asked: [.write, .write], commits: ["\(written) [passed]"],
        notes: ["the model asks for the template report instead"])),
    Case(
      what: "a template that was not offered is words", answers: [.says("TEMPLATE: game"), first],
      others: [LoopHome.report],
      seen: Seen(
        reason: .verified, asked: [.write, .write], commits: ["\(written) [passed]"],
        notes: ["rejected: empty"])),
    Case(
      what: "a file is read before it is changed",
      answers: [first, .says("SHOW: Sources/App/main.swift"), replying(Sample.code(2))],
      checks: [.gives(.failing(.tests, "no", proof: Proof(vacuous: []))), .gives(.passing)],
      seen: Seen(
        reason: .verified, asked: [.write, .repair, .repair],
        commits: ["\(written) [failed]", "Repair shout [passed]"],
        notes: ["the model reads Sources/App/main.swift"], rounds: 2)),
    Case(
      what: "a model that only reads is asked for files",
      answers: [
        .says("SHOW: Sources/App/none.swift"), .says("SHOW: Sources/App/main.swift"),
        .says("SHOW: Sources/App/main.swift"), first,
      ],
      seen: Seen(
        reason: .verified, asked: [.write, .write, .write, .write],
        commits: ["\(written) [passed]"],
        notes: [
          "rejected: file_not_found", "the model reads Sources/App/main.swift", "rejected: empty",
        ])),
    Case(
      what: "going back to the best",
      answers: [
        first, replying(Sample.code(2)), replying(Sample.code(3)), replying(Sample.code(4)),
        replying(Sample.code(5)),
      ],
      checks: [
        .gives(.failing(.tests, "no", proof: Proof(vacuous: []))),
        .gives(.failing(.compile, "a")), .gives(.failing(.compile, "a")),
        .gives(.failing(.compile, "a")), .gives(.passing),
      ],
      seen: Seen(
        reason: .verified, asked: [.write, .repair, .repair, .repair, .repair],
        commits: [
          "\(written) [failed]", "Repair shout [failed]", "Repair shout [failed]",
          "Repair shout [failed]", "Go back to iteration 1 [failed]", "Repair shout [passed]",
        ], notes: ["no progress: back to iteration 1"], rounds: 5)),
    Case(
      what: "asking a stronger model",
      answers: [first, replying(Sample.code(2)), replying(Sample.code(3))],
      checks: [
        .gives(.failing(.tests, "no", proof: Proof(vacuous: []))), .gives(.failing(.tests, "no")),
        .gives(.failing(.tests, "no")), .gives(.passing),
      ],
      stronger: [replying(Sample.code(4))],
      seen: Seen(
        reason: .verified, asked: [.write, .repair, .repair, .repair],
        commits: [
          "\(written) [failed]", "Repair shout [failed]", "Repair shout [failed]",
          "Repair shout [passed]",
        ], notes: ["no progress: one more try, with scripted/stronger"], rounds: 4)),
    Case(
      what: "rounds", answers: [first, replying(Sample.code(2))],
      checks: [.gives(.failing(.tests, "a")), .gives(.failing(.tests, "b"))],
      limits: Limits(rounds: 2),
      seen: Seen(
        reason: .rounds, message: "2 rounds were used up and it is not verified.",
        asked: [.write, .repair], commits: ["\(written) [failed]", "Repair shout [failed]"],
        rounds: 2)),
    Case(
      what: "a budget", answers: [first], checks: [.gives(.failing(.tests, "a"))],
      limits: Limits(budget: .tokens(100)),
      seen: Seen(
        reason: .budget, message: "The budget of 100 tokens was used up.", asked: [.write],
        commits: ["\(written) [failed]"])),
    Case(
      what: "time, while the model is silent", answers: [.isSilent],
      limits: Limits(seconds: 2),
      seen: Seen(
        reason: .time,
        message:
          "2 seconds were used up: the model had not answered in full. --timeout gives it longer.",
        asked: [.write], commits: [], rounds: 0)),
    Case(
      what: "a failing model",
      answers: [.fails(ModelError(kind: .badKey, message: "No.", advice: "Set a key."))],
      seen: Seen(reason: .model, asked: [.write], commits: [], rounds: 0)),
    Case(
      what: "a failing world", answers: [first],
      checks: [.throwing(ReplyError(kind: .binary, path: "p", message: "the disk is full"))],
      seen: Seen(
        reason: .failure, asked: [.write], commits: ["\(written) [none]"], rounds: 0)),
  ]

  @Test(arguments: cases) func ends(_ example: Case) async throws {
    var request = LoopHome.request
    request.limits = example.limits
    let home = try LoopHome(request: request)
    defer { home.remove() }
    let model = ScriptedModel(example.answers)
    let stronger = example.stronger.map { ScriptedModel($0, name: "scripted/stronger") }
    let workshop = ScriptedWorkshop(example.checks)
    let generation = try home.generation(
      model, workshop, stronger: stronger, others: example.others)
    let outcome = await generation.run(try home.session(request))
    let seen = Seen(
      reason: outcome.finished.reason,
      message: example.seen.message == nil ? nil : outcome.finished.message,
      asked: (model.requests + (stronger?.requests ?? [])).compactMap(\.intent?.stage),
      commits: try home.commits(), notes: home.notes(), rounds: outcome.session.spent.rounds)
    #expect(seen == example.seen)
    #expect(outcome.finished.verified == (example.seen.reason == .verified))
    #expect(try example.seen.commits.isEmpty || home.isCommitted())
    #expect(try home.app.history.isSealed() == outcome.finished.verified)
    #expect(workshop.isEnded)
    #expect(outcome.finished.usage == outcome.session.spent.calls.usage)
  }

  @Test func aStoppedSessionKeepsWhatWasPaidFor() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let control = SessionControl()
    var generation = try home.generation(
      ScriptedModel([Self.first]), ScriptedWorkshop([.isEndless]),
      events: EventSink(journal: nil) { stamped in
        if case .filesChanged = stamped.event { control.stop() }
      })
    generation.control = control
    let outcome = await generation.run(try home.session())
    #expect(outcome.finished.reason == .interrupted)
    #expect(outcome.finished.message == "You stopped it.")
    #expect(try home.commits() == ["\(Self.written) [none]"])
  }

  @Test func aCancelledSessionIsInterrupted() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
    let generation = try home.generation(
      ScriptedModel([.isSilent]), ScriptedWorkshop([.gives(.passing)]),
      events: EventSink(journal: nil) { stamped in
        if case .iterationStarted = stamped.event { continuation.yield() }
      })
    let session = try home.session()
    let running = Task { await generation.run(session) }
    for await _ in asked { break }
    running.cancel()
    let outcome = await running.value
    #expect(outcome.finished.reason == .interrupted)
    #expect(outcome.finished.message == "Interrupted.")
    #expect(try home.commits() == [])
  }

  /// What stands after the checks of a session is in the next request, also if every gate but the proof passed.
  @Test func examplesThatProveNothingAreToldToTheModel() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let model = ScriptedModel([Self.first, replying(Sample.code(2))])
    let vacuous = Verdict.failing(
      .proof, "holds already for the untouched starter", proof: Proof(vacuous: ["loud"]))
    let generation = try home.generation(
      model, ScriptedWorkshop([.gives(vacuous), .gives(.passing)]))
    let outcome = await generation.run(try home.session())
    #expect(outcome.finished.reason == .verified)
    let request = try #require(model.requests.last?.messages.last?.text)
    #expect(request.contains("holds already for the untouched starter"))
    // The contract was not accepted, so that it may be sent again.
    #expect(request.contains("send `wisp.json` again only where it is at fault"))
  }

  /// A file of which the model sees only what it declares is not written over: its other lines would be guesses.
  @Test func whatWasNotSeenIsNotReplaced() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let long = (
      path: "Sources/AppCore/Long.swift",
      text: "func long() {\n" + String(repeating: "  // a remark\n", count: 30) + "}"
    )
    let blind = (path: long.path, text: "func long() {}")
    let model = ScriptedModel([
      replying(Sample.manifest, Sample.code(1), long), replying(blind), replying(blind),
    ])
    let workshop = ScriptedWorkshop([.gives(.failing(.compile, "no")), .gives(.passing)])
    _ = await (try home.generation(model, workshop)).run(try home.session())
    let sent = model.requests.dropFirst().map { $0.messages.map(\.text) }
    #expect(sent.count == 2)
    #expect(!sent[0][0].contains("a remark") && sent[0][0].contains("func long()"))
    #expect(sent[1][0].contains("a remark"))
    #expect(sent[1][2].contains("you had seen only its declarations"))
    #expect(home.notes() == ["rejected: unseen"])
    #expect(try home.isCommitted())
  }

  /// A change adds examples without sending those that are there.
  @Test func aManifestOfNewExamplesAddsThem() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let workshop = ScriptedWorkshop([.gives(.passing)])
    let written = await (try home.generation(ScriptedModel([Self.first]), workshop)).run(
      try home.session())
    var session = Session(
      request: Request(kind: .tweak, text: "quiet", description: "shout"),
      tree: written.session.work.tree, manifest: written.session.work.manifest, isFrozen: true,
      verdict: .passing, iteration: 1)
    session.talk.agreed = session.work.manifest
    let added = (
      path: "wisp.json",
      text: #"{"examples":[{"name":"soft","stdin":"b","expect":{"stdout":{"equals":"b"}}}]}"#
    )
    let changed = await
      (try home.generation(
        ScriptedModel([replying(added, Sample.code(2))]), workshop)).run(session)
    #expect(changed.finished.reason == .verified)
    #expect(changed.session.work.manifest?.examples.map(\.name) == ["loud", "soft"])
    #expect(changed.session.work.manifest?.name == "shout")
    #expect(try home.isCommitted())
  }

  /// Constant output opens the contract once; the second time it is only told.
  @Test func constantOutputIsHeldOnce() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let workshop = ScriptedWorkshop([
      .gives(
        .failing(
          .proof, "the output is the same",
          proof: Proof(vacuous: [], constant: ["loud"], isConstancyHeld: true))),
      .gives(
        Verdict(
          gates: Verdict.passing.gates, proof: Proof(vacuous: [], constant: ["loud"]))),
    ])
    let generation = try home.generation(
      ScriptedModel([Self.first, replying(Sample.code(2))]), workshop)
    let outcome = await generation.run(try home.session())
    #expect(outcome.finished.reason == .verified)
    #expect(workshop.subjects.map(\.mayBeConstant) == [false, true])
    #expect(home.notes() == ["the output does not depend on the input: loud"])
  }

  /// Each model is asked in the format that it manages.
  @Test func theStrongerModelIsAskedInItsOwnFormat() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let long = (
      path: "Sources/AppCore/Shout.swift",
      text: (0..<200).map { "public let number\($0) = \($0)" }.joined(separator: "\n")
    )
    let model = ScriptedModel([replying(Sample.manifest, long), replying(Sample.code(2))])
    let stronger = ScriptedModel([replying(Sample.code(3))], name: "anthropic/claude-opus-5-5")
    let no = ScriptedWorkshop.Check.gives(.failing(.tests, "no", proof: Proof(vacuous: [])))
    let generation = try home.generation(
      model, ScriptedWorkshop([no]), stronger: stronger)
    var session = try home.session()
    session.progress.fingerprints = Array(
      repeating: Verdict.failing(.tests, "no").fingerprint, count: 2)
    let outcome = await generation.run(session)
    #expect(outcome.finished.reason == .noProgress)
    let blocks = "<<<<<<< SEARCH"
    #expect(model.requests.allSatisfy { !$0.messages[0].text.contains(blocks) })
    #expect(stronger.requests.first?.messages[0].text.contains(blocks) == true)
  }

  /// What is asked again keeps its number.
  @Test func repliesAreCountedAsTheLimitCountsThem() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let generation = try home.generation(
      ScriptedModel([
        .says("Hm."), Self.first, replying(Sample.code(2)), replying(Sample.code(3)),
      ]),
      ScriptedWorkshop([
        .gives(.failing(.tests, "a")), .gives(.failing(.tests, "b")), .gives(.passing),
      ]))
    _ = await generation.run(try home.session())
    let rounds = Journal(path: home.app.directory.journal).events().compactMap { stamped in
      if case .iterationStarted(let iteration) = stamped.event { iteration.round } else { nil }
    }
    #expect(rounds == [1, 1, 2, 3])
  }

  /// The ledger is the same where it was lost and is made again from the journal.
  @Test func theLedgerIsRestoredAsItWas() async throws {
    let home = try LoopHome()
    defer { home.remove() }
    let generation = try home.generation(
      ScriptedModel([Self.first, replying(Sample.code(2))]),
      ScriptedWorkshop([.gives(.failing(.tests, "a")), .gives(.passing)]))
    _ = await generation.run(try home.session())
    let live = try home.store.catalog.calls(app: home.app.record.id)
    let restored = try home.withoutCatalog { store in
      try store.restoreLedger(of: home.app.directory)
      return try store.catalog.calls(app: home.app.record.id)
    }
    #expect(live.map(\.purpose) == [.write, .repair])
    #expect(restored.map(\.purpose) == live.map(\.purpose))
    #expect(restored.map(\.inputTokens) == live.map(\.inputTokens))
    #expect(restored.map(\.outcome) == live.map(\.outcome))
  }
}
