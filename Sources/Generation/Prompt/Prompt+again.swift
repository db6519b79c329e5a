package import LLM
package import Replies
import Templates
import Workspace

/// What is sent after a reply that could not be applied, or that was cut off.
extension Prompt {
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

  private static func list(_ items: [String]) -> String {
    items.isEmpty ? "(none)" : items.map { "- \($0)" }.joined(separator: "\n")
  }
}
