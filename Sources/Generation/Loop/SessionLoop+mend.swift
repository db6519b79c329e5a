import Events
import Repair
import Workspace

/// Repairs that need no model.
extension SessionLoop {
  /// Mends what needs no model, each mend checked and recorded as an iteration of its own.
  ///
  /// One that leaves as many problems as there were is undone, and the next one is tried.
  mutating func mend() async throws {
    var mending = Mending()
    while let verdict = session.work.verdict, verdict.outcome == .failed,
      let mend = mending.next(
        for: verdict.diagnostics, in: session.work.tree, frozen: session.work.frozenTests)
    {
      var work = session.work
      work.tree = mend.tree
      try await tryWithoutModel(mend.what, work, otherwise: "that did not help; undone") {
        $0.work.verdict?.isNearer(than: verdict) == true
      }
    }
  }

  /// Tries another state of the app as an iteration of wisp's own: told, checked, and put on record if it
  /// is good enough; otherwise undone, and `otherwise` is told.
  mutating func tryWithoutModel(
    _ what: String, as subject: String? = nil, _ work: Work, otherwise: String,
    isGood: (Session) -> Bool
  ) async throws {
    events.emit(
      .iterationStarted(
        IterationStarted(number: session.iteration + 1, kind: .repair, round: nil)))
    note("without a model: \(what)")
    let before = session.work
    try take(work)
    do {
      try await check()
    } catch {
      try take(before)
      throw error
    }
    guard isGood(session) else {
      try take(before)
      return note(otherwise)
    }
    try commit(.repair, by: "wisp", subject: subject ?? what)
  }
}
