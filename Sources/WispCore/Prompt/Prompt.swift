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
  package func request(for session: Session, stage: Intent.Stage) throws -> ModelRequest {
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
    return Self.going(
      on: request, after: reply,
      try PromptTexts.render(
        texts.reask,
        [
          "problems": problems.joined(separator: "\n"),
          "kept": kept.files.isEmpty
            ? "None of its files was kept: send them all again, corrected."
            : "These parts fit and are kept; do not send them again:\n\(Self.list(kept.files.map(\.description)))",
          "whole": whole.isEmpty ? "" : "This time send the whole file, no blocks: \(whole).",
        ]))
  }

  /// The same request again, to be continued after a reply that was cut off.
  package func continuing(
    _ request: ModelRequest, after assembly: ReplyAssembly, missing: ReplyAssembly.Missing
  ) throws -> ModelRequest {
    let finished = assembly.reply.edits.map(\.path).filter { $0 != missing.open }
    return Self.going(
      on: request, after: assembly.text,
      try PromptTexts.render(
        texts.resume,
        ["finished": Self.list(finished.map(\.description)), "next": Self.next(missing)]))
  }

  private static func going(on request: ModelRequest, after reply: String, _ text: String)
    -> ModelRequest
  {
    var request = request
    // Providers refuse an empty message.
    let said = reply.contains { !$0.isWhitespace } ? reply : "(nothing)"
    request.messages.append(Message(role: .assistant, text: said))
    request.messages.append(Message(role: .user, text: text))
    return request
  }

  private static func next(_ missing: ReplyAssembly.Missing) -> String {
    let path = missing.open.map { "`\($0)`" }
    if missing.asksFewer {
      return "The reply was as long again and got no further. Send only one file now"
        + "\(path.map { ": \($0), whole" } ?? "")."
    }
    guard let path else { return "Send the files that are still missing." }
    guard !missing.tail.isEmpty else {
      return "Send \(path) again, whole, then the files that are still missing."
    }
    let tail = missing.tail.joined(separator: "\n")
    let fence = fence(around: tail)
    return """
      It ended inside \(path). Go on with that file: its path, then a fenced block that begins with \
      these lines, repeated exactly, and goes on behind them. Then send the files that are still missing.

      \(fence)
      \(tail)
      \(fence)
      """
  }

  private func write(_ session: Session) throws -> String {
    let request = session.request
    return try PromptTexts.render(
      texts.write,
      [
        "description": request.description,
        "name_rule": request.name.map { "The app is called `\($0)`." } ?? "",
        "examples": Self.examples(request.examples),
        "templates": try choice(),
        "attachments": request.attachments.map(AttachmentText.text(of:)).joined(separator: "\n\n"),
        "files": Self.files(session.work.tree),
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
        "manifest_summary": Self.accepted(in: session),
        "files": Self.files(session.work.tree),
        "verdict": session.work.verdict.map {
          VerdictText.repairText($0, tree: session.work.tree)
        } ?? "",
        "attempts": session.progress.text,
        "format": try format(session),
      ])
  }

  private func tweak(_ session: Session) throws -> String {
    try PromptTexts.render(
      texts.tweak,
      [
        "description": session.request.description,
        "change": session.request.text,
        "files": Self.files(session.work.tree),
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
    path.description != "Package.swift" && !path.description.hasPrefix(".")
      && !path.description.hasPrefix("Sources/Kit/")
  }

  /// The files that the model sees, in the format that replies use.
  static func files(_ tree: FileTree) -> String {
    tree.paths.filter(shows).map { path in
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

  private static func accepted(in session: Session) -> String {
    guard session.work.isFrozen, let manifest = session.work.manifest else {
      return "nothing yet; send `wisp.json` again where it is at fault, and keep every test."
        + kept(in: session)
    }
    let frozen = session.work.frozenTests
    let tests = frozen.isEmpty ? "" : ", and the tests under `Tests/`"
    return "`wisp.json` (\(manifest.name): \(manifest.summary))\(tests)." + kept(in: session)
  }

  /// That the user has not agreed to lose examples; empty if nothing was put back.
  private static func kept(in session: Session) -> String {
    guard !session.talk.putBack.isEmpty else { return "" }
    let names = session.talk.putBack.map { "“\($0)”" }.joined(separator: ", ")
    return
      " The user keeps these examples as they were, so they are in `wisp.json` again and the app "
      + "must pass them beside what is new: \(names). Mend tests of the last change that say otherwise."
  }

  private static func examples(_ examples: [Example]) -> String {
    guard !examples.isEmpty else { return "" }
    let lines = examples.map { example in
      let input = example.stdin.isEmpty ? "" : " with standard input \(quoted(example.stdin))"
      let words = example.arguments.map(quoted).joined(separator: ", ")
      let first = example.before.map { run in
        "after arguments [\(run.arguments.map(quoted).joined(separator: ", "))]"
          + (run.stdin.isEmpty ? "" : " with standard input \(quoted(run.stdin))") + ", "
      }.joined()
      return "- \(first)arguments [\(words)]\(input) must give \(expectation(example.expect))"
    }
    return "The user's own examples must hold; wisp adds them to wisp.json, do not repeat them:\n"
      + lines.joined(separator: "\n")
  }

  private static func expectation(_ expect: Example.Expectation) -> String {
    var parts: [String] = []
    if let text = expect.stdout?.equals { parts.append("standard output \(quoted(text))") }
    for text in expect.stdout?.contains ?? [] { parts.append("output containing \(quoted(text))") }
    if let text = expect.stdout?.matches { parts.append("output matching /\(text)/") }
    if let lines = expect.stdout?.lines { parts.append("the lines \(lines.map(quoted))") }
    if let exit = expect.exit { parts.append("exit code \(exit)") }
    return parts.joined(separator: ", ")
  }

  private static func list(_ items: [String]) -> String {
    items.isEmpty ? "(none)" : items.map { "- \($0)" }.joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing(
        "\"", with: "\\\"")
      + "\""
  }
}
