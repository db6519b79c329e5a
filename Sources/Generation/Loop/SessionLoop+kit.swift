import Events
import Templates
import Workspace

/// An app that an older version of `wisp` made, before it is changed.
extension SessionLoop {
  /// Brings the parts that `wisp` gives to what prompts describe, as an iteration of wisp's own.
  ///
  /// An app that does not pass with them keeps those that it has; the prompts then say what they offer.
  mutating func renewKit() async throws {
    guard session.request.kind == .tweak, session.work.isFrozen,
      let name = session.work.manifest?.name, let scaffold = try self.scaffold,
      let renewed = try prompt.template.renewingGivenParts(
        of: session.work.tree, scaffold: scaffold, appName: name)
    else { return }
    events.emit(
      .iterationStarted(
        IterationStarted(number: session.iteration + 1, kind: .repair, round: nil)))
    note("without a model: bring Kit up to date")
    let before = session.work
    var work = before
    work.tree = renewed
    try take(work)
    do {
      try await clock.step()
      try await check()
    } catch {
      try take(before)
      throw error
    }
    guard session.isVerified else {
      try take(before)
      return note("the app does not pass with the newer Kit and keeps its own")
    }
    try commit(.repair, by: "wisp", subject: "Bring Kit up to date")
  }

  /// The app as it was laid out; nil if its history begins otherwise.
  private var scaffold: FileTree? {
    get throws {
      guard let first = try parts.history.log().last, first.kind == .scaffold else { return nil }
      return try parts.history.tree(at: first.id)
    }
  }
}
