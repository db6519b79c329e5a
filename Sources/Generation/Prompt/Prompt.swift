package import Events
package import LLM
package import Replies
package import Templates
import Toolchain
import Workspace

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
    let message =
      switch stage {
      case .write: try write(session)
      case .repair: try repair(session)
      case .tweak: try tweak(session)
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

  /// The same request again, with the reply that could not be applied and the reasons.
  package func again(
    _ request: ModelRequest, after reply: String, errors: [ReplyError], kept: KeptEdits
  ) throws -> ModelRequest {
    let problems = errors.map { "- \($0.path.map { "\($0): " } ?? "")\($0.message)" }
    let whole = kept.asksWhole.sorted().map { "`\($0)`" }.joined(separator: ", ")
    return try going(
      on: request, after: reply,
      PromptTexts.render(
        texts.reask,
        [
          "problems": problems.joined(separator: "\n"),
          "kept": kept.files.isEmpty
            ? texts.say(.keptNothing)
            : texts.say(.kept, ["files": Self.list(kept.files.map(\.description))]),
          "whole": whole.isEmpty ? "" : texts.say(.whole, ["files": whole]),
        ]))
  }

  /// The same request again, to be continued after a reply that was cut off.
  package func continuing(
    _ request: ModelRequest, after assembly: ReplyAssembly, missing: ReplyAssembly.Missing
  ) throws -> ModelRequest {
    let finished = assembly.reply.edits.map(\.path).filter { $0 != missing.open }
    return try going(
      on: request, after: assembly.text,
      PromptTexts.render(
        texts.resume,
        ["finished": Self.list(finished.map(\.description)), "next": next(missing)]))
  }

  private func going(
    on request: ModelRequest, after reply: String, _ text: String
  ) throws -> ModelRequest {
    var request = request
    // Providers refuse an empty message.
    let said = try reply.contains { !$0.isWhitespace } ? reply : texts.say(.silence)
    request.messages.append(Message(role: .assistant, text: said))
    request.messages.append(Message(role: .user, text: text))
    return request
  }

  private func next(_ missing: ReplyAssembly.Missing) throws -> String {
    let file = missing.open?.description
    if missing.asksFewer {
      return try file.map { try texts.say(.fewerOf, ["file": $0]) } ?? texts.say(.fewer)
    }
    guard let file else { return try texts.say(.rest) }
    guard !missing.tail.isEmpty else { return try texts.say(.wholeAgain, ["file": file]) }
    let tail = missing.tail.joined(separator: "\n")
    let fence = Self.fence(around: tail)
    return try texts.say(.inside, ["file": file, "tail": "\(fence)\n\(tail)\n\(fence)"])
  }

  private func write(_ session: Session) throws -> String {
    let request = session.request
    return try PromptTexts.render(
      texts.write,
      [
        "description": request.description,
        "name_rule": try request.name.map { try texts.say(.name, ["name": $0]) } ?? "",
        "examples": try UserExamples(texts: texts).text(of: request.examples),
        "templates": try choice(),
        "attachments": try request.attachments.map(AttachmentText(texts: texts).text(of:))
          .joined(separator: "\n\n"),
        "files": files(session.work.tree),
      ])
  }

  /// Which other templates there are; empty where the model may not choose.
  private func choice() throws -> String {
    guard !others.isEmpty else { return "" }
    let lines = others.map { "- `\($0.name)`: \($0.summary)" }
    return try PromptTexts.render(
      texts.choose, ["template": template.name, "others": lines.joined(separator: "\n")])
  }

  private func repair(_ session: Session) throws -> String {
    try PromptTexts.render(
      texts.repair,
      [
        "description": session.request.description,
        "change": session.request.text == session.request.description
          ? "" : try texts.say(.change, ["change": session.request.text]),
        "manifest_summary": try accepted(in: session),
        "files": files(session.work.tree),
        "verdict": session.work.verdict.map {
          VerdictText.repairText($0, tree: session.work.tree)
        } ?? "",
        "attempts": try session.progress.text(texts),
        "format": try format(session),
      ])
  }

  private func tweak(_ session: Session) throws -> String {
    try PromptTexts.render(
      texts.tweak,
      [
        "description": session.request.description,
        "change": session.request.text,
        "files": files(session.work.tree),
        "verdict": session.work.verdict.flatMap { verdict in
          verdict.outcome == .passed
            ? nil
            : VerdictText.repairText(verdict, tree: session.work.tree)
        } ?? "",
        "format": try format(session),
      ])
  }

  /// Which files may come as edits; empty where none may.
  private func format(_ session: Session) throws -> String {
    let format = ReplyFormat(model: model, tree: session.work.tree, failed: session.talk.wholeFiles)
    let files = format.blockFiles.map { "`\($0)`" }
    guard !files.isEmpty else { return "" }
    return try PromptTexts.render(texts.blocks, ["files": files.joined(separator: ", ")])
  }

  /// Whether the model sees a file: all but `Package.swift`, which `wisp` renders, and Kit, which the
  /// template's prompt describes.
  static func shows(_ path: SafePath) -> Bool {
    path != AppLayout.packageManifest && !path.description.hasPrefix(".")
      && !path.description.hasPrefix(AppLayout.kit)
  }

  /// The files that the model sees, in the format that replies use: those that the template's prompt describes
  /// are left out as long as they are as the starter has them.
  func files(_ tree: FileTree) -> String {
    let isDescribed = { (path: SafePath) in
      template.given.contains(path) && tree[path] == template.starter[path]
    }
    return tree.paths.filter { Self.shows($0) && !isDescribed($0) }.map { path in
      let text = tree.text(path) ?? ""
      let fence = Self.fence(around: text)
      let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
      return "\(path)\n\(fence)\n\(text)\(end)\(fence)\n"
    }.joined(separator: "\n")
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

  /// What of the contract may not change, and what of it was put back.
  private func accepted(in session: Session) throws -> String {
    let work = session.work
    var text: String
    if work.isFrozen, let manifest = work.manifest {
      text = try texts.say(
        work.frozenTests.isEmpty ? .acceptedManifest : .acceptedManifestAndTests,
        ["name": manifest.name, "summary": manifest.summary])
    } else {
      text = try texts.say(.acceptedNothing)
    }
    guard !session.talk.putBack.isEmpty else { return text }
    let names = session.talk.putBack.map { "“\($0)”" }.joined(separator: ", ")
    text += " " + (try texts.say(.putBack, ["names": names]))
    return text
  }

  private static func list(_ items: [String]) -> String {
    items.isEmpty ? "(none)" : items.map { "- \($0)" }.joined(separator: "\n")
  }
}
