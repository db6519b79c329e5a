package import Events
package import LLM
package import Templates

/// Builds what is sent to the model.
///
/// Pure: the texts come from `Templates/prompts`.
///
/// Every request stands alone: the system text (constant for a template, so that providers can cache
/// it), then one message with the task and the files as they are now. A reply that could not be read
/// is answered by a third message that names what failed.
package struct Prompt: Sendable {
  package var texts: PromptTexts
  package var template: Template
  /// The user's own rules for every app; empty where there are none.
  package var rules = ""
  /// The templates that the model may ask for instead; empty where the choice is made.
  package var others: [Template] = []
  /// The model's name; it decides whether blocks are offered.
  package var model: String

  package init(texts: PromptTexts, template: Template, model: String = "") {
    self.texts = texts
    self.template = template
    self.model = model
  }

  /// The request for the next change of the session.
  package func request(for session: Session, stage: Stage) throws -> ModelRequest {
    try request(for: session, stage: stage, showing: shownFiles(session, stage: stage))
  }

  /// The same with files that were chosen before.
  func request(
    for session: Session, stage: Stage, showing shown: ShownFiles
  ) throws -> ModelRequest {
    let message =
      switch stage {
      case .write: try write(session, shown)
      case .repair: try repair(session, shown)
      case .tweak: try tweak(session, shown)
      }
    return ModelRequest(
      system: try PromptTexts.render(texts.system, ["template_prompt": template.prompt])
        + (rules.isEmpty ? "" : "\n" + PromptTexts.render(texts.rules, ["rules": rules])),
      messages: [Message(role: .user, text: message)],
      intent: Intent(
        stage: stage, text: session.request.text, template: template.name,
        name: session.request.name))
  }

  /// The request for the contract alone, before the code.
  package func contractRequest(for session: Session) throws -> ModelRequest {
    var request = try request(for: session, stage: .write)
    request.messages[0].text += "\n" + texts.contract
    return request
  }

  /// A run of backticks longer than any in the text.
  static func fence(around text: String) -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: longest + 1)
  }
}
