import Events
import Templates
import Toolchain
import Workspace

/// What is asked for, with the files as they are.
extension Prompt {
  /// The files that a request shows of a session's app.
  func shownFiles(_ session: Session, stage: Stage) -> ShownFiles {
    ShownFiles(session, stage: stage, template: template)
  }

  func write(_ session: Session, _ shown: ShownFiles) throws -> String {
    let request = session.request
    return try PromptTexts.render(
      texts.write,
      [
        "description": request.description,
        "name_rule": try request.name.map { try texts.say(.name, ["name": $0]) } ?? "",
        "examples": try UserExamples(texts: texts).text(of: request.examples),
        "templates": try choice(),
        "template": template.name,
        "attachments": try request.attachments.map(AttachmentText(texts: texts).text(of:))
          .joined(separator: "\n\n"),
        "expectations": try texts.say(.expectations),
        "files": Self.text(of: shown.whole),
      ])
  }

  /// Which other templates there are; empty where the model may not choose.
  private func choice() throws -> String {
    guard !others.isEmpty else { return "" }
    let lines = others.map { "- `\($0.name)`: \($0.summary)" }
    return try PromptTexts.render(
      texts.choose, ["template": template.name, "others": lines.joined(separator: "\n")])
  }

  func repair(_ session: Session, _ shown: ShownFiles) throws -> String {
    let work = session.work
    return try PromptTexts.render(
      texts.repair,
      [
        "description": session.request.description, "earlier": try earlier(session),
        "change": session.request.text == session.request.description
          ? "" : try texts.say(.change, ["change": session.request.text]),
        "files": Self.text(of: shown.whole), "outlines": try outlines(shown),
        "verdict": work.verdict.map { VerdictText.repairText($0, tree: work.tree) } ?? "",
        "attempts": try session.progress.text(texts),
        "accepted": try accepted(in: session),
        "dispute": work.isFrozen || !work.frozenTests.isEmpty ? try texts.say(.dispute) : "",
        "format": try format(session, shown),
      ])
  }

  func tweak(_ session: Session, _ shown: ShownFiles) throws -> String {
    try PromptTexts.render(
      texts.tweak,
      [
        "description": session.request.description, "earlier": try earlier(session),
        "change": session.request.text,
        "files": Self.text(of: shown.whole), "outlines": try outlines(shown),
        "verdict": session.work.verdict.flatMap { verdict in
          verdict.outcome == .passed
            ? nil
            : VerdictText.repairText(verdict, tree: session.work.tree)
        } ?? "",
        "expectations": try texts.say(.expectations),
        "format": try format(session, shown),
      ])
  }

  /// Changes that were made before; empty if there were none.
  private func earlier(_ session: Session) throws -> String {
    guard let earlier = session.request.earlier, !earlier.isEmpty else { return "" }
    return try texts.say(.earlier, ["changes": earlier.map { "- \($0)" }.joined(separator: "\n")])
  }

  /// Which files may come as edits; empty where none may.
  private func format(_ session: Session, _ shown: ShownFiles) throws -> String {
    let format = ReplyFormat(
      model: model, files: shown.whole, failed: session.talk.wholeFiles)
    let files = format.blockFiles.map { "`\($0)`" }
    guard !files.isEmpty else { return "" }
    return try PromptTexts.render(texts.blocks, ["files": files.joined(separator: ", ")])
  }

  /// What is shown of files that are not shown whole.
  private func outlines(_ shown: ShownFiles) throws -> String {
    let parts = [(Sentence.outlines, shown.outlined), (.olderKit, shown.olderKit)]
    return try parts.filter { !$0.1.isEmpty }.map {
      try texts.say($0.0, ["files": Self.text(of: $0.1)])
    }.joined(separator: "\n\n")
  }

  /// Files in the format that replies use.
  private static func text(of files: [ShownFiles.File]) -> String {
    files.map { file in
      let fence = fence(around: file.text)
      let end = file.text.isEmpty || file.text.hasSuffix("\n") ? "" : "\n"
      return "\(file.path)\n\(fence)\n\(file.text)\(end)\(fence)"
    }.joined(separator: "\n")
  }

  /// What of the contract may not change, and what of it was put back.
  private func accepted(in session: Session) throws -> String {
    let work = session.work
    var text =
      switch (work.isFrozen ? work.manifest : nil, work.frozenTests.isEmpty) {
      case (let manifest?, let isWithoutTests):
        try texts.say(
          isWithoutTests ? .acceptedManifest : .acceptedManifestAndTests,
          ["name": manifest.name, "summary": manifest.summary])
      case (nil, true): try texts.say(.acceptedNothing)
      case (nil, false): try texts.say(.acceptedTests)
      }
    guard !session.talk.putBack.isEmpty else { return text }
    let names = session.talk.putBack.map { "“\($0)”" }.joined(separator: ", ")
    text += " " + (try texts.say(.putBack, ["names": names]))
    return text
  }
}
