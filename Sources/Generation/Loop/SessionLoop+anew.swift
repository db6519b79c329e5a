import Replies
import Templates
import Workspace

/// Other ways on.
extension SessionLoop {
  /// Ends a session whose change needs none, as the model says, if the app is verified as it is.
  ///
  /// - Returns: Nil if it is not, which the next request says.
  mutating func stopUnchanged(_ how: String) async throws -> Stop? {
    if session.work.verdict == nil { try await checkWhatIsThere() }
    guard session.isVerified else {
      let message = "the app as it is does not pass its checks; send the files that must change"
      reject(
        Reply(
          text: "ALREADY: \(how)",
          parsed: ParsedReply(edits: [], notes: [], errors: [], commands: [])),
        [ReplyError(kind: .noChange, path: nil, message: message)])
      return nil
    }
    note("nothing was changed, since the model says that the app does this already: \(how)")
    return Stop(.verified, "Nothing was changed: the app does this already, says the model.")
  }

  /// Back to the attempt that came furthest, once in a session.
  mutating func goBack(to best: Progress.Attempt) throws {
    note("no progress: back to iteration \(best.iteration)")
    try take(best.work)
    session.progress.goBack(to: best)
    try commit(.repair, by: "wisp", subject: "Go back to iteration \(best.iteration)")
  }

  /// Asks the model for one more try from now on, in the format that suits it; once in a session.
  mutating func askStronger() {
    guard let lastTry = parts.lastTry else { return }
    session.talk.stronger = .asked
    session.progress.beginAnew(with: session.work.verdict)
    model = lastTry.model
    prompt.model = model.name
    note("no progress: one more try, with \(lastTry.what)")
  }

  /// The same session on another template: the tree laid out anew, nothing counted as a round.
  ///
  /// The model chooses once.
  mutating func start(on template: Template) async throws {
    await workshop.end()
    prompt.template = template
    prompt.others = []
    note("the model asks for the template \(template.name) instead")
    try take(Work(tree: template.starter))
    workshop = parts.workshop(template, true)
  }
}
