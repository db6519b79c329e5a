import Apps
import Events
import History
import Toolchain
import Workspace

/// Row 7: the tree checked gate by gate, and what follows for the contract.
extension SessionLoop {
  /// Checks a tree that an earlier session left unchecked or failing; what passes is put on record.
  mutating func checkWhatIsThere() async throws {
    guard session.work.manifest != nil else { return }
    try await check()
    guard session.isVerified, try !parts.history.isSealed() else { return }
    try commit(
      .repair, by: "wisp", subject: "Check \(session.work.manifest?.name ?? "the app") again")
  }

  mutating func checkAndCommit(_ stage: Stage) async throws {
    let kind: IterationKind =
      switch stage {
      case .write: .write
      case .repair: .repair
      case .tweak: .tweak
      }
    do {
      try await clock.step()
      try await check()
    } catch {
      // What was paid for is kept, unchecked, for `resume`.
      session.work.verdict = nil
      try commit(kind)
      throw error
    }
    session.spent.rounds += 1
    try commit(kind)
  }

  /// Notes how the newest attempt ended, machine repairs included.
  mutating func noteAttempt(_ changed: [String]) {
    guard session.work.verdict != nil else { return }
    session.progress.add(
      Progress.Attempt(iteration: session.iteration, changed: changed, work: session.work))
  }

  mutating func check() async throws {
    let started = ContinuousClock.now
    let wasFrozen = session.work.isFrozen
    BuildStamp.remove(from: parts.app)
    try await clock.before("the preparation had not ended", endsAtStop: true) { [workshop] in
      try await workshop.preparedForCheck()
    }
    let verdict = try await clock.before("the check had not ended", endsAtStop: true) {
      [workshop, events, subject] in
      try await workshop.check(subject, triesExamples: !wasFrozen) { events.emit(Event($0)) }
    }
    session.take(verdict)
    if verdict.passed(.compile) {
      try BuildStamp.write(AppHistory.treeID(of: session.work.tree), to: parts.app)
    }
    session.spent.checkSeconds += started.elapsedSeconds
    tell(verdict.proof, isAccepted: !wasFrozen && session.work.isFrozen)
  }

  private var subject: CheckSubject {
    var subject = CheckSubject(
      treeDirectory: parts.app.tree, scratchDirectory: parts.app.scratch,
      manifest: session.work.manifest, dependencies: prompt.template.dependencies,
      requiresTests: true, isDistrusted: true,
      // The first reply to a change may change any test.
      acceptedTests: session.request.kind == .tweak && session.spent.rounds == 0
        ? [] : session.work.acceptedTests,
      timeLimit: max(1, clock.left))
    subject.mayBeConstant = session.talk.wasToldOfConstancy
    subject.mayVary = session.mayVary
    return subject
  }

  /// What of the proof is told to the user only: it is not held against the app.
  private func tell(_ proof: Proof?, isAccepted: Bool) {
    guard let proof else { return }
    if isAccepted, let vacuous = proof.vacuous, !vacuous.isEmpty {
      note(
        "vacuous example (the starter passes it, it does not count): "
          + vacuous.joined(separator: ", "))
    }
    if !proof.constant.isEmpty, !proof.isConstancyHeld {
      note("the output does not depend on the input: \(proof.constant.joined(separator: ", "))")
    }
    if let clock = proof.clock {
      note("the app reads the clock (\(clock)): two runs cannot show what another day changes")
    }
  }
}
