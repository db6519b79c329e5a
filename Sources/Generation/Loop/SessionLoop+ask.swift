import Events
import LLM
import Replies
import Templates
import Workspace

/// Rows 3 to 5: messages, stream, edits.
extension SessionLoop {
  mutating func ask(_ stage: Stage) async throws -> Answer {
    try await clock.step()
    events.emit(
      .iterationStarted(
        IterationStarted(
          number: session.iteration + 1, kind: stage, round: session.spent.rounds + 1)))
    let shown = prompt.shownFiles(session, stage: stage)
    session.talk.unseen = Set(shown.outlined.map(\.path))
    var request =
      isToBeReviewed
      ? try prompt.contractRequest(for: session)
      : try prompt.request(for: session, stage: stage, showing: shown)
    if let rejected = session.talk.rejected {
      request = try prompt.again(
        request, after: rejected.reply, errors: rejected.errors, kept: session.talk.kept)
    }
    return answer(in: try await reply(to: request, stage))
  }

  private mutating func answer(in reply: Reply) -> Answer {
    let directives = reply.holdsFiles ? [] : Directive.all(in: reply.text)
    if let template = directives.lazy.compactMap(named).first { return .template(template) }
    if isToBeReviewed { return contract(in: reply) }
    if let answer = shown(by: directives, reply) { return answer }
    if session.request.kind == .tweak, session.spent.rounds == 0,
      let how = directives.lazy.compactMap(\.already).first
    {
      return .already(SaidText.told(how) ?? "")
    }
    if reply.parsed.errors.isEmpty, let reason = directives.lazy.compactMap(\.dispute).first {
      session.talk.said = reply.said
      return .dispute(
        Dispute(
          reason, examples: session.work.manifest?.examples.map(\.name) ?? [],
          tests: session.work.verdict?.tests.failures.map(\.test) ?? []))
    }
    return .files(reply)
  }

  /// The answer to a reply that asks for files: once between two replies that hold some.
  private func shown(by directives: [Directive], _ reply: Reply) -> Answer? {
    let wanted = directives.flatMap(\.shown)
    guard !wanted.isEmpty, !session.talk.hasAskedToSee else { return nil }
    let paths = wanted.compactMap { try? SafePath($0) }.filter { session.work.tree[$0] != nil }
    guard paths.isEmpty else { return .show(paths) }
    return .unusable(
      reply,
      ReplyError(
        kind: .fileNotFound, path: wanted[0],
        message: "there is no such file; send the files that must change"))
  }

  /// The template that a directive names, if the model may choose.
  private func named(by directive: Directive) -> Template? {
    guard session.request.kind == .new, session.iteration == 0,
      case .template(let name) = directive
    else { return nil }
    return prompt.others.first { $0.name == name }
  }

  /// One reply; a reply that was cut is continued, three times at most.
  private mutating func reply(to task: ModelRequest, _ stage: Stage) async throws -> Reply {
    var request = task
    var assembly = ReplyAssembly(tree: session.work.tree)
    for round in 0...Self.continuationLimit {
      let follower = ReplyFollower(
        workshop, session: session,
        policy: Contract.policy(for: session, isTweak: stage == .tweak),
        template: prompt.template, assembly: assembly, kept: session.talk.kept)
      defer { follower.cancel() }
      let (text, completion): (String, Completion)
      do {
        (text, completion) = try await stream(request, follower)
        await follower.finish()
      } catch is LimitReached where round > 0 {
        // What was paid for is used as far as it goes; the next request meets the limit again.
        break
      }
      guard completion.ending != .tooLong else { return Reply(tooLong: completion) }
      assembly.add(text, isCut: completion.ending == .truncated)
      guard let missing = assembly.missing else { break }
      request = try prompt.continuing(task, after: assembly, missing: missing)
    }
    return Reply(text: assembly.text, parsed: assembly.reply)
  }

  private static let continuationLimit = 3
}
