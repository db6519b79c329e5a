import Files
import Foundation
import Repair
import Toolchain
import Workspace

extension Generation {
  /// Repairs that need no model, each checked and recorded as an iteration of its own.
  ///
  /// A mend that leaves as many problems as there were is undone, and the next one is tried.
  func repairByMachine(
    _ session: inout Session, _ ahead: Ahead, exchange: inout Exchange,
    before deadline: ContinuousClock.Instant
  ) async throws {
    var mending = Mending()
    while let verdict = session.verdict, verdict.outcome == .failed,
      let repair = mending.next(
        for: verdict.diagnostics, in: session.tree,
        frozen: session.acceptedTests.subtracting(session.openTests))
    {
      events.emit(
        .iterationStarted(IterationStarted(number: session.iteration + 1, kind: "repair")))
      events.emit(.replyNoted(ReplyNoted(notes: ["without a model: \(repair.what)"])))
      let before = session
      try repair.tree.write(to: app.tree, replacing: session.tree)
      session.tree = repair.tree
      do {
        try await check(&session, ahead, before: deadline)
      } catch {
        try before.tree.write(to: app.tree, replacing: session.tree)
        session = before
        throw error
      }
      guard let now = session.verdict,
        before.verdict.map({ Progress.isNearer(now, than: $0) }) ?? true
      else {
        events.emit(.replyNoted(ReplyNoted(notes: ["that did not help; undone"])))
        try before.tree.write(to: app.tree, replacing: session.tree)
        session.tree = before.tree
        session.verdict = before.verdict
        session.acceptedTests = before.acceptedTests
        session.openTests = before.openTests
        session.isFrozen = before.isFrozen
        continue
      }
      try commit(&session, kind: .repair, exchange: &exchange, by: "wisp", subject: repair.what)
    }
  }

  /// Back to the attempt that came furthest, once in a session.
  ///
  /// - Returns: False where the newest is the best, or it was done before.
  func goBack(_ session: inout Session, exchange: inout Exchange) throws -> Bool {
    guard let best = session.progress.goBack() else { return false }
    events.emit(
      .replyNoted(ReplyNoted(notes: ["no progress: back to iteration \(best.iteration)"])))
    try best.tree.write(to: app.tree, replacing: session.tree)
    session.tree = best.tree
    session.verdict = best.verdict
    let manifest = try Contract.manifest(in: best.tree)
    if manifest != session.manifest { (session.manifest, session.isFrozen) = (manifest, false) }
    session.fingerprints = []
    try commit(
      &session, kind: .repair, exchange: &exchange, by: "wisp",
      subject: "Go back to iteration \(best.iteration)")
    return true
  }
}
