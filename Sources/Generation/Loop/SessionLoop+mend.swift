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
      events.emit(
        .iterationStarted(
          IterationStarted(
            number: session.iteration + 1, kind: .repair, round: nil)))
      note("without a model: \(mend.what)")
      guard try await helps(mend.tree, than: verdict) else {
        note("that did not help; undone")
        continue
      }
      try commit(.repair, by: "wisp", subject: mend.what)
    }
  }

  /// Checks another tree; one that is no nearer to passing is undone.
  private mutating func helps(_ tree: FileTree, than verdict: Verdict) async throws -> Bool {
    let before = session
    var work = session.work
    work.tree = tree
    try take(work)
    do {
      try await check()
    } catch {
      try take(before.work)
      throw error
    }
    if let now = session.work.verdict, now.isNearer(than: verdict) { return true }
    try take(before.work)
    return false
  }
}
