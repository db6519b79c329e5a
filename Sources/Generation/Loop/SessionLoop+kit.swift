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
    try await clock.step()
    var work = session.work
    work.tree = renewed
    try await tryWithoutModel(
      "bring Kit up to date", as: "Bring Kit up to date", work,
      otherwise: "the app does not pass with the newer Kit and keeps its own"
    ) { $0.isVerified }
  }

  /// The app as it was laid out; nil if its history begins otherwise.
  private var scaffold: FileTree? {
    get throws {
      guard let first = try parts.history.log().last, first.kind == .scaffold else { return nil }
      return try parts.history.tree(at: first.id)
    }
  }
}
