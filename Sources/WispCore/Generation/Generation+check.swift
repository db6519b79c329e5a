import Foundation
import History
import LLM
package import Toolchain
import Workspace

extension Generation {
  /// Row 7: the tree checked gate by gate, and what follows for the contract.
  func check(
    _ session: inout Session, _ ahead: Ahead,
    before deadline: ContinuousClock.Instant
  ) async throws {
    let started = ContinuousClock.now
    BuildStamp.remove(from: app)
    try await before(deadline, "the preparation had not ended", endedBy: control) {
      try await ahead.preparedForCheck()
    }
    let subject = CheckSubject(
      treeDirectory: app.tree, scratchDirectory: app.scratch, manifest: session.manifest,
      dependencies: prompt.template.dependencies,
      requiresTests: true, isDistrusted: true,
      // The first reply to a change may change any test.
      acceptedTests: session.request.kind == .tweak && session.rounds == 0
        ? [] : session.acceptedTests,
      timeLimit: max(1, ContinuousClock.now.duration(to: deadline).inSeconds))
    // Tried beside the check, for a contract that is to be accepted.
    let candidates = session.isFrozen ? [] : session.manifest?.examples ?? []
    async let vacuous = ahead.vacuous(candidates)
    var verdict = try await before(deadline, "the check had not ended", endedBy: control) {
      [checker, events] in
      try await checker.check(subject, early: ahead.early) { events.emit(Event($0)) }
    }
    if !session.isFrozen, verdict.passed(.compile) {
      accept(&session, &verdict, vacuous: try await vacuous)
    }
    if verdict.outcome == .passed, let found = verdict.sensitivity {
      judge(found, &session, &verdict)
    }
    session.checkSeconds += started.elapsedSeconds
    session.verdict = verdict
    try rememberBuild(of: session)
    let weak = Set(verdict.weakTests.compactMap { try? SafePath($0) })
    if verdict.passed(.compile) {
      session.acceptedTests = Contract.tests(of: session.tree)
      session.openTests = weak.union(session.contestedTests)
    }
  }

  /// What the examples with other inputs say: no crash, and not the same answer to everything.
  ///
  /// Output that never changes is held against an app once, and its examples may then be replaced by
  /// stronger ones; after that it is only told, because it may be meant.
  private func judge(_ found: Sensitivity, _ session: inout Session, _ verdict: inout Verdict) {
    var failures = found.crashes
    if !found.constant.isEmpty {
      let names = found.constant.joined(separator: ", ")
      if found.constant.count == found.variable, !session.wasToldOfConstancy {
        session.wasToldOfConstancy = true
        session.isFrozen = false
        let hasRunsBefore = session.manifest?.examples.contains {
          found.constant.contains($0.name) && !$0.before.isEmpty
        }
        failures.append(
          ExampleFailure(
            example: names, given: session.manifest?.examples.first { $0.name == names },
            mismatches: [
              Mismatch(
                "the output is the same for other numbers, for half of the input and for none"
                  + (hasRunsBefore == true ? ", and without the runs before it" : "") + ": the "
                  + "app must compute it from its input. Where it does, send wisp.json again with "
                  + "examples whose output depends on their input")
            ]))
      } else {
        events.emit(
          .replyNoted(ReplyNoted(notes: ["the output does not depend on the input: \(names)"])))
      }
    }
    guard !failures.isEmpty else { return }
    verdict.examples.failed += failures.count
    verdict.examples.passed = max(0, verdict.examples.passed - failures.count)
    fail(&verdict, failures, "tried with other input")
  }

  /// Holds against an app what its examples show although they passed.
  private func fail(_ verdict: inout Verdict, _ failures: [ExampleFailure], _ detail: String) {
    verdict.outcome = .failed
    verdict.examples.failures += failures
    if let gate = verdict.gates.firstIndex(where: { $0.gate == .examples && $0.result == .passed })
    {
      verdict.gates[gate].result = .failed
      verdict.gates[gate].detail = detail
      events.emit(.gateFinished(verdict.gates[gate]))
    }
    events.emit(.failuresFound(CheckFailures(examples: failures)))
  }

  /// Notes beside the build folder which tree it holds, for the program that is left in the end.
  private func rememberBuild(of session: Session) throws {
    guard session.verdict?.passed(.compile) == true else { return }
    try BuildStamp.write(AppHistory.treeID(of: session.tree), to: app)
  }

  /// Freezes the manifest once at least one of its examples says something that the starter does not.
  private func accept(
    _ session: inout Session, _ verdict: inout Verdict, vacuous: [String]
  ) {
    guard let manifest = session.manifest else { return }
    guard vacuous.count < manifest.examples.count else {
      verdict.examples.failed += vacuous.count
      verdict.examples.passed = 0
      let names = vacuous.joined(separator: ", ")
      let failure = ExampleFailure(
        example: names, given: manifest.examples.first { $0.name == names },
        mismatches: [
          Mismatch(
            "holds already for the untouched starter, so it shows nothing: "
              + "write examples in wisp.json that only the finished app satisfies")
        ])
      fail(&verdict, [failure], "tried on the untouched starter")
      return
    }
    if !vacuous.isEmpty {
      let names = vacuous.joined(separator: ", ")
      events.emit(
        .replyNoted(
          ReplyNoted(notes: ["vacuous example (the starter passes it, it does not count): \(names)"]
          )))
    }
    session.isFrozen = true
  }

  /// Row 8: the iteration recorded, failing ones too, with the exchange and, where earned, the seal.
  ///
  /// Where no `author` is given the model is; without a `subject` the kind says what was done.
  func commit(
    _ session: inout Session, kind: IterationKind, exchange: inout Exchange,
    by author: String? = nil, subject: String? = nil
  ) throws {
    session.iteration += 1
    let subject = subject ?? Self.subject(kind, session)
    let seconds = exchange.turns.reduce(0) { $0 + $1.finished.seconds }
    let verdict = session.verdict?.outcome.rawValue ?? "none"
    let id = try history.record(
      session.tree,
      IterationRecord(
        subject: subject, body: Self.body(session), number: session.iteration, kind: kind,
        model: author ?? model(for: session).name, verdict: verdict, tokens: exchange.tokens,
        seconds: seconds),
      at: Date())
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let turns = try encoder.encode(exchange)
    try history.addNote(
      String(decoding: turns, as: UTF8.self), to: id, namespace: .exchange, at: Date())
    if let verdict = session.verdict, verdict.outcome != .passed {
      let told = try encoder.encode(verdict.told)
      try history.addNote(
        String(decoding: told, as: UTF8.self), to: id, namespace: .check, at: Date())
    }
    if session.isVerified {
      let seal = try Seal(
        tree: history.treeID(at: id),
        contract: AppHistory.treeID(of: Contract.contractTree(of: session.tree)),
        toolchain: "\(checker.toolchain.version), \(checker.toolchain.triple)",
        confinement: confinement())
      try history.addNote(seal.text(), to: id, namespace: .seal, at: Date())
    }
    exchange = Exchange()
    session.contractLines = []
    events.emit(
      .commitCreated(
        CommitCreated(
          id: id, number: session.iteration, kind: kind.rawValue, verdict: verdict, subject: subject
        )))
  }

  private static func subject(_ kind: IterationKind, _ session: Session) -> String {
    let name = session.manifest?.name ?? "the app"
    return switch kind {
    case .scaffold: "Lay out the \(session.manifest?.template ?? "") starter"
    case .write: "Write \(name): \(session.manifest?.summary ?? session.request.text)"
    case .repair: "Repair \(name)"
    case .tweak: "Change \(name): \(session.request.text)"
    case .undo: "Undo"
    }
  }

  private static func body(_ session: Session) -> String {
    let contract = session.contractLines.map { "contract: \($0)" }
    guard let verdict = session.verdict else {
      return (["Not checked."] + contract).joined(separator: "\n")
    }
    let gates = verdict.gates.map { gate in
      "\(gate.gate.rawValue): \(gate.result.rawValue)"
        + (gate.detail.isEmpty ? "" : ", \(gate.detail.prefix { !$0.isNewline })")
    }
    return (gates + contract + (session.isFrozen ? [Contract.acceptedLine] : []))
      .joined(separator: "\n")
  }
}

extension Event {
  /// What a check reports, as an event of the session.
  package init(_ event: CheckEvent) {
    switch event {
    case .gateStarted(let gate): self = .gateStarted(GateStarted(gate: gate))
    case .diagnosticFound(let diagnostic): self = .diagnosticFound(diagnostic)
    case .gateFinished(let result): self = .gateFinished(result)
    case .failuresFound(let failures): self = .failuresFound(failures)
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
