import Files
import Templates
import Workspace

extension Generation {
  /// The template that the model asks for instead of writing files, where it may choose.
  func otherTemplate(in answer: Answer, _ session: Session) -> Template? {
    guard session.request.kind == .new, session.iteration == 0, answer.reply.edits.isEmpty else {
      return nil
    }
    let line = answer.text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("TEMPLATE:") }
    let name = line?.dropFirst("TEMPLATE:".count).filter { $0.isLetter || $0.isNumber || $0 == "-" }
    return prompt.others.first { $0.name == name.map { String($0) } }
  }

  /// The same session on another template: the tree laid out anew, nothing counted as a round.
  ///
  /// The model chooses once.
  func changed(to template: Template, _ session: inout Session) throws -> Generation {
    var other = self
    other.prompt.template = template
    other.prompt.others = []
    events.emit(
      .replyNoted(
        ReplyNoted(notes: ["the model asks for the template \(template.name) instead"])))
    try template.starter.write(to: app.tree, replacing: session.tree)
    session.tree = template.starter
    return other
  }
}
