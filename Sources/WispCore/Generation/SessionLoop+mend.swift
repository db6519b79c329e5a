import Toolchain
import Workspace

/// Repairs that need no model.
extension SessionLoop {
  private static let most = 6

  /// Mends what needs no model, each mend checked and recorded as an iteration of its own.
  ///
  /// One that leaves as many problems as there were is undone, and no other is tried.
  mutating func mend() async throws {
    for _ in 0..<Self.most {
      guard let verdict = session.work.verdict, verdict.outcome == .failed,
        let repair = MachineRepair.first(
          for: verdict, tree: session.work.tree, frozen: session.work.frozenTests)
      else { return }
      events.emit(
        .iterationStarted(
          IterationStarted(
            number: session.iteration + 1, kind: .repair, round: nil)))
      note("without a model: \(repair.what)")
      guard try await helps(repair.tree, than: verdict) else {
        return note("that did not help; undone")
      }
      try commit(.repair, by: "wisp", subject: repair.what)
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
