import Templates
import Workspace

/// Other ways on.
extension SessionLoop {
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
