import Foundation

/// The prompts as they are shipped, with `{{name}}` where values go.
package struct PromptTexts: Sendable, Equatable {
  /// Who the model is and how it answers.
  ///
  /// Values: `template_prompt`.
  package let system: String
  /// The user's rules for every app, behind the system text if there are any.
  ///
  /// Values: `rules`.
  package let rules: String
  /// The first request.
  ///
  /// Values: `description`, `name_rule`, `examples`, `templates`, `template`, `attachments`, `expectations`, `files`.
  package let write: String
  /// Other templates that the model may ask for; the value of `templates` above where it may.
  ///
  /// Values: `template`, `others`.
  package let choose: String
  /// Asks for the contract alone; behind the first request.
  package let contract: String
  /// A check failed.
  ///
  /// Values: `description`, `earlier`, `change`, `files`, `outlines`, `verdict`, `attempts`, `accepted`, `dispute`, `format`.
  package let repair: String
  /// The user wants a change.
  ///
  /// Values: `description`, `earlier`, `change`, `files`, `outlines`, `verdict`, `expectations`, `format`.
  package let tweak: String
  /// A reply could not be applied.
  ///
  /// Values: `problems`, `kept`, `whole`.
  package let reask: String
  /// Which files may come as edits; the value of `format` above if there are any.
  ///
  /// Values: `files`.
  package let blocks: String
  /// A reply was cut.
  ///
  /// Values: `finished`, `next`.
  package let resume: String
  /// What stands inside the others, sentence by sentence.
  let sentences: Sentences

  /// Loads the prompts from `prompts/` in the templates' `directory`.
  package static func load(from directory: String) throws(TemplateError) -> PromptTexts {
    let folder = TemplateFolder(directory).folder("prompts")
    return PromptTexts(
      system: try folder.text("system.md"), rules: try folder.text("rules.md"),
      write: try folder.text("write.md"),
      choose: try folder.text("choose.md").trimmingCharacters(in: .newlines),
      contract: try folder.text("contract.md"),
      repair: try folder.text("repair.md"), tweak: try folder.text("tweak.md"),
      reask: try folder.text("reask.md"), blocks: try folder.text("blocks.md"),
      resume: try folder.text("continue.md"),
      sentences: try Sentences(folder.text("sentences.md")))
  }

  /// A sentence with its values.
  ///
  /// - Throws: `TemplateError` if it has another place, or a value has none.
  package func say(
    _ sentence: Sentence, _ values: [String: String] = [:]
  ) throws(TemplateError) -> String {
    try Self.render(sentences[sentence], values)
  }

  /// Puts `values` into `text`, each placeholder's value exactly as it is.
  ///
  /// Strict: a placeholder without a value and a value without a placeholder are errors. Values are
  /// not searched for placeholders, so what a user or a program wrote cannot pull in another value.
  package static func render(
    _ text: String, _ values: [String: String]
  ) throws(TemplateError) -> String {
    var result = ""
    var used: Set<String> = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      result += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        throw TemplateError(.placeholder, "A prompt has `{{` without `}}` after it.")
      }
      let name = String(rest[..<close.lowerBound])
      guard let value = values[name] else {
        throw TemplateError(.placeholder, "No value for {{\(name)}} in a prompt.")
      }
      used.insert(name)
      rest = rest[close.upperBound...]
      // A paragraph without a value leaves no hole.
      if value.isEmpty, result.isEmpty || result.hasSuffix("\n\n"), rest.hasPrefix("\n\n") {
        rest = rest.dropFirst(2)
      }
      result += value
    }
    let unused = Set(values.keys).subtracting(used).sorted()
    guard unused.isEmpty else {
      throw TemplateError(
        .placeholder, "No place in the prompt for \(unused.joined(separator: ", ")).")
    }
    return result + rest
  }
}
